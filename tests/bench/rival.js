// Other ways from a chosen file to the segments on screen, timed as ours is: from the file input's change to the first
// result painted. `rival.html#duckdb`, `#papaparse`, `#floor`; <html data-state> says "empty", then "ready".

const page = document.documentElement;
const rivals = { duckdb, papaparse: () => inWorker("papaparse.js"), floor: () => inWorker("floor.js") };
const segment = await rivals[location.hash.slice(1)]();

document.querySelector("input").addEventListener("change", async ({ target }) => {
  const start = performance.now();
  page.dataset.result = JSON.stringify(await segment(target.files[0]));
  document.querySelector("pre").textContent = page.dataset.result;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  page.dataset.ms = performance.now() - start;
  page.dataset.state = "ready";
});
page.dataset.state = "empty";

// The table first, since the next question needs it too; then scores and segments as DEFINITIONS has them. DuckDB is
// told the columns and their types, so that it need not look for them; ours has to.
async function duckdb() {
  const { AsyncDuckDB, DuckDBDataProtocol, VoidLogger } = await import("duckdb");
  const files = "/node_modules/@duckdb/duckdb-wasm/dist/";
  const db = new AsyncDuckDB(new VoidLogger(), new Worker(`${files}duckdb-browser-eh.worker.js`));
  await db.instantiate(`${files}duckdb-eh.wasm`);
  const connection = await db.connect();
  return async (file) => {
    await db.registerFileHandle("orders.csv", file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
    await connection.query(`create or replace table orders as from read_csv('orders.csv', auto_detect = false,
      header = true, delim = ',', quote = '"', escape = '"', dateformat = '%Y-%m-%d', columns = {
        order_id: 'varchar', customer_id: 'varchar', order_date: 'date', product: 'varchar', category: 'varchar',
        quantity: 'integer', unit_price: 'decimal(12, 2)', amount: 'decimal(12, 2)', city: 'varchar' })`);
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
