// PapaParse in a worker of our own and a Map: rows as arrays, numbers read where they are needed, days compared as text.

importScripts("/node_modules/papaparse/papaparse.min.js");

onmessage = ({ data: file }) => {
  const customers = new Map();
  let header = true;
  const take = ({ data }) => {
    for (const [order, id, day, , , , , amount] of data) {
      if (header || amount === undefined) {
        header = false;
        continue;
      }
      let customer = customers.get(id);
      if (!customer) customers.set(id, (customer = { orders: new Set(), last: "", spend: 0 }));
      customer.orders.add(order);
      if (day > customer.last) customer.last = day;
      customer.spend += Math.round(Number(amount) * 100);
    }
  };
  Papa.parse(file, { chunk: take, complete: () => postMessage(segments([...customers.values()])) });
};

function segments(customers) {
  const score = (name, value) => {
    const sorted = customers.toSorted((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0));
    let worse = 0;
    sorted.forEach((customer, i) => {
      if (i > 0 && value(customer) !== value(sorted[i - 1])) worse = i;
      customer[name] = 1 + Math.floor((5 * worse) / customers.length);
    });
  };
  score("r", (customer) => customer.last);
  score("f", (customer) => customer.orders.size);
  score("m", (customer) => customer.spend);
  const counts = {};
  for (const { r, f, m } of customers) {
    const name = segment(r, f + m);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function segment(r, fm) {
  if (r >= 4) {
    if (fm >= 4) return fm >= 8 ? "Champions" : fm >= 6 ? "Loyal" : "Potential loyalist";
    return r === 5 ? "Recent" : "Promising";
  }
  if (r === 3) return fm >= 6 ? "Loyal" : fm >= 4 ? "Needs attention" : "About to sleep";
  if (r === 2) return fm > 4 ? "At risk" : "Hibernating";
  return fm >= 8 ? "Can't lose" : fm > 4 ? "At risk" : "Lost";
}

postMessage("here");
