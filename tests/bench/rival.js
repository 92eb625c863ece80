// Other ways from a chosen file to the segments on screen, timed as ours is: from the file input's change to the first
// result painted. `rival.html#duckdb`, `#papaparse`, `#floor`; <html data-state> says "empty", then "ready" or "failed".
// `#duckdb-queries` comes to times and counts of queries over tables made beforehand.

const page = document.documentElement;
const rivals = { duckdb, "duckdb-queries": duckdbQueries, papaparse: () => inWorker("papaparse.js"), floor: () => inWorker("floor.js") };
const segment = await rivals[location.hash.slice(1)]();

document.querySelector("input").addEventListener("change", async ({ target }) => {
  const start = performance.now();
  try {
    page.dataset.result = JSON.stringify(await segment(target.files[0]));
  } catch (error) {
    document.querySelector("pre").textContent = String(error);
    page.dataset.state = "failed";
    return;
  }
  document.querySelector("pre").textContent = page.dataset.result;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  page.dataset.ms = performance.now() - start;
  page.dataset.state = "ready";
});
page.dataset.state = "empty";

// The table first, since the next question needs it too; then scores and segments as DEFINITIONS has them. DuckDB is
// told the columns and their types, so that it need not look for them; ours has to.
async function duckdb() {
  const [connection, load] = await database();
  return async (file) => {
    await load(file);
    const answer = await connection.query(`
      with customers as (
        select customer_id, max(order_date) as last, count(distinct order_id) as n, sum(amount) as spend
        from orders group by customer_id
      ), scores as (
        select spend,
          1 + 5 * (rank() over (order by last) - 1) // count(*) over () as r,
          2 + 5 * (rank() over (order by n) - 1) // count(*) over ()
            + 5 * (rank() over (order by spend) - 1) // count(*) over () as fm
        from customers
      )
      select case
          when r >= 4 then case when fm >= 8 then 'Champions' when fm >= 6 then 'Loyal' when fm >= 4 then 'Potential loyalist'
            when r = 5 then 'Recent' else 'Promising' end
          when r = 3 then case when fm >= 6 then 'Loyal' when fm >= 4 then 'Needs attention' else 'About to sleep' end
          when r = 2 then case when fm > 4 then 'At risk' else 'Hibernating' end
          else case when fm >= 8 then 'Can''t lose' when fm > 4 then 'At risk' else 'Lost' end
        end as segment, count(*)::integer as customers
      from scores group by all order by all`);
    return Object.fromEntries(answer.toArray().map(({ segment, customers }) => [segment, customers]));
  };
}

// Customers and orders as tables beforehand, then the count of `queries.rs` sixty times with another sum.
async function duckdbQueries() {
  const [connection, load] = await database();
  return async (file) => {
    await load(file);
    await connection.query(`create or replace table placed as select customer_id, order_id, min(order_date) as day,
      sum(amount) as amount from orders group by all order by customer_id, day`);
    await connection.query(`create or replace table customers as select customer_id, count(*) as n_orders,
      sum(amount) as spend_total, max(day) as last_order from placed group by all`);
    const answers = [];
    for (let edit = 0; edit < 60; edit++) {
      const start = performance.now();
      const answer = await connection.query(`
        select count(*)::integer as customers from customers
        where spend_total >= ${2000 + 25 * edit} and n_orders >= 4 and last_order >= date '2025-01-01'
          and customer_id in (select customer_id from placed
            where day > (select max(day) from placed) - interval 3 months group by all having count(*) >= 2)
          and customer_id in (select customer_id from (select customer_id, count(*) over (partition by customer_id
            order by day range between interval 59 days preceding and current row) as n from placed) where n >= 4)`);
      const count = answer.toArray()[0].customers;
      answers.push([performance.now() - start, count]);
    }
    return answers;
  };
}

// A connection, and what makes the table of orders of a file.
async function database() {
  const { AsyncDuckDB, DuckDBDataProtocol, VoidLogger } = await import("duckdb");
  const files = "/node_modules/@duckdb/duckdb-wasm/dist/";
  const db = new AsyncDuckDB(new VoidLogger(), new Worker(`${files}duckdb-browser-eh.worker.js`));
  await db.instantiate(`${files}duckdb-eh.wasm`);
  const connection = await db.connect();
  const load = async (file) => {
    await db.registerFileHandle("orders.csv", file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
    await connection.query(`create or replace table orders as from read_csv('orders.csv', auto_detect = false,
      header = true, delim = ',', quote = '"', escape = '"', dateformat = '%Y-%m-%d', columns = {
        order_id: 'varchar', customer_id: 'varchar', order_date: 'date', product: 'varchar', category: 'varchar',
        quantity: 'integer', unit_price: 'decimal(12, 2)', amount: 'decimal(12, 2)', city: 'varchar' })`);
  };
  return [connection, load];
}

async function inWorker(script) {
  const worker = new Worker(script);
  await new Promise((resolve) => (worker.onmessage = resolve));
  return (file) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = reject;
      worker.postMessage(file);
    });
}
