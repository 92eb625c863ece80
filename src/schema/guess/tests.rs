//! Guesses over whole small files.

use super::*;
use crate::{ingest::records::Row, schema::profile::ColumnProfile};

/// Header, profiles and records of a table.
struct Table {
    header: Vec<String>,
    profiles: Vec<ColumnProfile>,
    records: Records,
}

fn table(text: &str, delimiter: char) -> Table {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter as u8)
        .flexible(true)
        .from_reader(text.as_bytes());
    let header: Vec<String> =
        reader.headers().expect("a header").iter().map(str::to_string).collect();
    let mut profiles = vec![ColumnProfile::default(); header.len()];
    let mut records = Records::default();
    for record in reader.records() {
        let record = record.expect("a record");
        records.rows.push(Row {
            first: records.fields.len() as u32,
            line: records.rows.len() as u64 + 2,
            offset: 0,
            length: 0,
            torn: false,
        });
        for (profile, value) in profiles.iter_mut().zip(record.iter()) {
            profile.feed(value);
            let start = records.bytes.len() as u32;
            records.bytes.push_str(value);
            records.fields.push((start, records.bytes.len() as u32));
        }
    }
    Table { header, profiles, records }
}

fn guess_of(table: &Table, file_name: &str) -> MappingGuess {
    let context = Context { file_name, sample: Some(&table.records) };
    guess(Some(&table.header), &table.profiles, &context)
}

/// Checks verdict, key and the columns with a role; all others must be attributes. `role: A, B` a line.
fn check(name: &str, text: &str, delimiter: char, verdict: Verdict, key: &str, roles: &str) {
    let table = table(text, delimiter);
    let guess = guess_of(&table, name);
    assert_eq!(guess.verdict, verdict, "{name}");
    let key_name = guess.key.map_or("", |key| guess.columns[key].name.as_str());
    assert_eq!(key_name, key, "key of {name}");
    let mut expect = vec![Role::Attribute; guess.columns.len()];
    for line in roles.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (role, columns) = line.split_once(": ").expect("role: columns");
        for column in columns.split(", ") {
            let at = guess.columns.iter().position(|c| c.name == column);
            let at = at.unwrap_or_else(|| panic!("{name} has no column {column}"));
            expect[at] = Role::from_name(role).expect("a role");
        }
    }
    for (column, role) in guess.columns.iter().zip(expect) {
        assert_eq!(column.role, role, "{name}: {:?} {:?}", column.name, column.rivals);
        assert!((0.0..=1.0).contains(&column.confidence));
    }
}

/// The platforms' exports: file, delimiter, verdict, key, roles.
const EXPORTS: &[(&str, char, Verdict, &str, &str)] = &[
    ("amazon_orders_full_header.tsv", '\t', Verdict::Refused, "",
        "order_id: amazon-order-id
         order_date: purchase-date
         status: order-status, item-status
         channel: fulfillment-channel, sales-channel, order-channel
         product_name: product-name
         product: sku, asin
         quantity: quantity
         currency: currency
         amount: item-price
         discount: item-promotion-discount, ship-promotion-discount
         region: ship-city, ship-state, ship-postal-code, ship-country"),
    ("brevo_contacts_header.csv", ';', Verdict::Refused, "EMAIL",
        "email: EMAIL
         customer_name: LASTNAME, FIRSTNAME
         phone: SMS"),
    ("ebay_orders_de.csv", ';', Verdict::Orders, "Nutzername des Käufers",
        "order_id: Bestellnummer
         amount: Gesamtbetrag
         order_date: Verkauft am
         customer_id: Nutzername des Käufers
         customer_name: Name des Käufers"),
    ("generic_marketplace.csv", ',', Verdict::Orders, "Customer Email",
        "order_id: Marketplace Order ID
         channel: Channel
         order_date: Order Date
         status: Order Status, Payment Status, Fulfillment Status
         currency: Currency
         email: Customer Email
         customer_name: Customer Name
         region: Shipping City, Shipping Country
         product: SKU
         product_name: Product Title
         quantity: Quantity
         unit_price: Unit Price
         amount: Line Total
         discount: Discount"),
    ("hotmart_vendas.csv", ';', Verdict::Orders, "email",
        "order_id: transaction
         order_date: date
         amount: gross
         currency: currency
         status: status
         email: email
         customer_name: name
         product_name: product"),
    ("hubspot_contacts.csv", ',', Verdict::Prospects, "Record ID",
        "customer_id: Record ID
         customer_name: First Name, Last Name
         email: Email
         phone: Phone Number
         stage: Lifecycle Stage
         seller: Contact owner"),
    ("magento_sales_order_grid_header.csv", ',', Verdict::Refused, "Customer Email",
        "order_id: ID
         channel: Purchase Point
         order_date: Purchase Date
         customer_name: Bill-to Name, Customer Name
         amount: Grand Total (Purchased)
         status: Status
         email: Customer Email"),
    ("paypal_activity_us.csv", ',', Verdict::Orders, "From Email Address",
        "order_date: Date
         customer_name: Name
         status: Status
         currency: Currency
         amount: Gross
         email: From Email Address
         order_id: Transaction ID"),
    ("pipedrive_deals_header.csv", ',', Verdict::Refused, "Deal - Contact person",
        "amount: Deal - Value
         currency: Deal - Currency
         stage: Deal - Stage
         status: Deal - Status
         seller: Deal - Owner
         customer_name: Deal - Contact person, Organization - Name
         event_date: Deal - Expected close date
         source: Deal - Deal source"),
    ("rdstation_leads_header.csv", ';', Verdict::Refused, "Email",
        "email: Email
         customer_name: Nome
         phone: Telefone, Celular
         region: Cidade, Estado
         stage: Estágio no funil"),
    ("salesforce_opportunities.csv", ',', Verdict::Refused, "",
        "stage: Stage
         amount: Amount"),
    ("shopify_customers.csv", ',', Verdict::Customers, "Customer ID",
        "customer_id: Customer ID
         customer_name: First Name, Last Name
         email: Email
         consent: Accepts Email Marketing, Accepts SMS Marketing
         region: Default Address City, Default Address Province Code, Default Address Country Code, Default Address Zip
         phone: Default Address Phone, Phone"),
    ("shopify_orders_fixture_ltv-cohort-kit.csv", ',', Verdict::Orders, "Email",
        "order_id: Name
         email: Email
         order_date: Created at
         amount: Total
         currency: Currency
         product_name: Lineitem name"),
    ("shopify_orders_sample_ltv-cohort-kit.csv", ',', Verdict::Orders, "Email",
        "order_id: Name
         email: Email
         order_date: Created at
         amount: Total
         currency: Currency
         status: Financial Status
         product_name: Lineitem name
         quantity: Lineitem quantity"),
    ("shopify_orders_clp_es.csv", ',', Verdict::Orders, "Email",
        "order_id: Name
         email: Email
         status: Financial Status, Fulfillment Status
         currency: Currency
         amount: Total
         discount: Discount Amount
         order_date: Created at
         quantity: Lineitem quantity
         product_name: Lineitem name
         unit_price: Lineitem price
         product: Lineitem sku
         customer_name: Billing Name
         region: Billing City, Billing Province Name, Shipping City, Shipping Province Name
         phone: Billing Phone, Shipping Phone
         source: Source"),
    ("square_transactions.csv", ',', Verdict::Orders, "Customer ID",
        "order_date: Date
         discount: Discounts
         amount: Total Collected
         source: Source
         order_id: Transaction ID
         seller: Staff Name, Staff ID
         event_kind: Event Type
         customer_id: Customer ID
         customer_name: Customer Name"),
    ("stripe_customers.csv", ',', Verdict::Customers, "id",
        "customer_id: id
         email: Email
         customer_name: Name
         phone: Phone
         signup_date: Created (UTC)
         currency: Currency"),
    ("stripe_payments_header.csv", ',', Verdict::Refused, "Customer ID",
        "order_id: id
         order_date: Created (UTC)
         amount: Amount
         currency: Currency
         status: Status
         customer_id: Customer ID
         email: Customer Email"),
    ("woocommerce_orders_header.csv", ',', Verdict::Refused, "Billing Email",
        "order_id: Order ID
         status: Order Status
         order_date: Order Date
         customer_name: Billing First Name, Billing Last Name
         email: Billing Email
         phone: Billing Phone
         region: Billing City, Billing State, Billing Postcode, Billing Country, Shipping City, Shipping State, Shipping Postcode, Shipping Country
         currency: Currency
         discount: Coupon Discount Amount
         amount: Order Total Amount
         product: SKU
         product_name: Item Name
         quantity: Quantity
         unit_price: Item Cost"),
];

#[test]
fn exports_of_platforms() {
    let shared = std::env::var("CARTEIRA_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_string());
    let dir = std::path::Path::new(&shared).join("data/exports");
    if !dir.exists() {
        eprintln!("SKIPPED: exports_of_platforms, no {}", dir.display());
        return;
    }
    for &(name, delimiter, verdict, key, roles) in EXPORTS {
        let text = std::fs::read_to_string(dir.join(name)).expect("an export");
        check(name, &text, delimiter, verdict, key, roles);
    }
}

#[test]
fn research_data_leaves_no_doubt() {
    let retail = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,WHITE HANGING HEART T-LIGHT HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
536365,71053,WHITE METAL LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom
C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,14527.0,United Kingdom
536370,22728,ALARM CLOCK BAKELIKE PINK,24,2010-12-01 08:45:00,3.75,12583.0,France
";
    let roles = "order_id: InvoiceNo
        product: StockCode
        product_name: Description
        quantity: Quantity
        order_date: InvoiceDate
        unit_price: UnitPrice
        customer_id: CustomerID
        region: Country";
    check("online_retail.csv", retail, ',', Verdict::Orders, "CustomerID", roles);
    let cdnow = "customer_id,date,quantity,amount
00001,1997-01-01,1,29.33
00001,1997-01-18,1,29.73
00002,1997-01-01,1,14.96
";
    let roles = "customer_id: customer_id
        order_date: date
        quantity: quantity
        amount: amount";
    check("cdnow_sample.csv", cdnow, ',', Verdict::Orders, "customer_id", roles);
    for text in [retail, cdnow] {
        let guess = guess_of(&table(text, ','), "orders.csv");
        assert_eq!(guess.doubts, []);
        assert_eq!(guess.amount_of, AmountOf::Line);
        assert_eq!(guess.currency, CurrencyGuess::Unknown);
        assert_eq!(guess.kind, FileKind::Orders);
    }
}

#[test]
fn files_of_offices_in_four_languages() {
    check(
        "vendas.csv",
        "Cód. Cliente;Nome do Cliente;E-mail;Nº Pedido;Data da venda;Cód. Produto;Produto;Qtde;Vlr. Unitário;Desconto;Valor Total (R$);Situação;Cidade;UF;Vendedor
17;Ana Costa;ana@exemplo.com.br;1001;13/02/2025;A-1;Caneca azul;2;19,90;0,00;39,80;Faturado;Recife;PE;Bia
18;Rui Melo;rui@exemplo.com.br;1002;01/03/2025;A-2;Prato;1;1.019,90;0,00;1.019,90;Cancelado;Olinda;PE;Bia
",
        ';',
        Verdict::Orders,
        "Cód. Cliente",
        "customer_id: Cód. Cliente
         customer_name: Nome do Cliente
         email: E-mail
         order_id: Nº Pedido
         order_date: Data da venda
         product: Cód. Produto
         product_name: Produto
         quantity: Qtde
         unit_price: Vlr. Unitário
         discount: Desconto
         amount: Valor Total (R$)
         status: Situação
         region: Cidade, UF
         seller: Vendedor",
    );
    check(
        "ventas.csv",
        "Fecha,Factura,RUT,Razón Social,Artículo,Cantidad,Precio Unitario,Importe,Estado,Comuna
05-03-2025,F-1,76.086.428-5,Ferretería Sol SpA,Martillo,1,15.000,15.000,Pagada,Ñuñoa
25-03-2025,F-2,12.345.678-5,Luz Díaz,Clavos,3,990,2.970,Pagada,Santiago
",
        ',',
        Verdict::Orders,
        "RUT",
        "order_date: Fecha
         order_id: Factura
         document: RUT
         customer_name: Razón Social
         product_name: Artículo
         quantity: Cantidad
         unit_price: Precio Unitario
         amount: Importe
         status: Estado
         region: Comuna",
    );
    check(
        "pardavimai.csv",
        "Užsakymo data;Užsakymo Nr.;Kliento kodas;Pirkėjas;Prekė;Kiekis;Vieneto kaina;Suma su PVM;Būsena;Miestas
2025-03-09;U1;K7;UAB Žemė;Puodelis;2;10,50;21,00;Įvykdytas;Šiauliai
2025-03-10;U2;K8;Ona Ąžuolė;Lėkštė;1;1 210,50;1 210,50;Atšauktas;Kaunas
",
        ';',
        Verdict::Orders,
        "Kliento kodas",
        "order_date: Užsakymo data
         order_id: Užsakymo Nr.
         customer_id: Kliento kodas
         customer_name: Pirkėjas
         product_name: Prekė
         quantity: Kiekis
         unit_price: Vieneto kaina
         amount: Suma su PVM
         status: Būsena
         region: Miestas",
    );
    check(
        "clientes.csv",
        "Cliente,CPF,Data de nascimento,Classe social,Plano,Indicado por,Aceita marketing,Última compra,Total gasto
Ana Costa,529.982.247-25,03/09/1980,B,Ouro,Rui Melo,Sim,01/02/2025,\"1.200,00\"
",
        ',',
        Verdict::Customers,
        "CPF",
        "customer_name: Cliente
         document: CPF
         birthday: Data de nascimento
         stratum: Classe social
         plan: Plano
         referrer: Indicado por
         consent: Aceita marketing",
    );
}

#[test]
fn acts_and_answers_are_events() {
    check(
        "events.csv",
        "user_id,event,timestamp,page
7,visit,2025-03-09T10:00:00Z,/a
7,cart,2025-03-09T10:05:00Z,/b
",
        ',',
        Verdict::Events,
        "user_id",
        "customer_id: user_id
         event_kind: event
         event_date: timestamp",
    );
    check(
        "nps.csv",
        "Email,Data,Nota,Comentário
ana@exemplo.com.br,2025-03-09,9,bom
rui@exemplo.com.br,2025-03-10,3,
",
        ',',
        Verdict::Events,
        "Email",
        "email: Email
         event_date: Data
         score: Nota",
    );
}

#[test]
fn deals_are_prospects() {
    check(
        "negocios.csv",
        "Empresa,Contato,Etapa do negócio,Valor,Data de fechamento,Motivo da perda
ACME,Ana Costa,Proposta,\"1.500,00\",13/03/2025,
ACME,Ana Costa,Perdido,\"2.500,00\",14/03/2025,Preço
",
        ',',
        Verdict::Prospects,
        "Contato",
        "customer_name: Contato
         stage: Etapa do negócio
         amount: Valor
         event_date: Data de fechamento
         loss_reason: Motivo da perda",
    );
}

fn doubts_of(text: &str) -> Vec<Doubt> {
    guess_of(&table(text, ','), "orders.csv").doubts
}

#[test]
fn what_is_ambiguous_is_asked() {
    let order = DateOrder::Dmy;
    assert_eq!(
        doubts_of("customer_id,date,amount\n1,03/04/2025,10.50\n"),
        [Doubt::DateOrder { column: 1, orders: vec![order, DateOrder::Mdy] }]
    );
    assert_eq!(
        doubts_of("customer_id,date,amount\n1,2025-04-03,\"1,000\"\n2,2025-04-03,\"2,500\"\n"),
        [Doubt::DecimalMark { column: 2, formats: vec![NumberFormat::Point, NumberFormat::Comma] }]
    );
    assert_eq!(
        doubts_of("client,date,amount\nAna Costa,2025-04-03,10.5\nRui Melo,2025-04-03,11.5\n"),
        [Doubt::NameOnly { column: 0 }]
    );
    assert_eq!(
        doubts_of("customer_id,date,amount,total\n1,2025-04-03,10.5,11.5\n"),
        [Doubt::Amount { columns: vec![3, 2] }]
    );
    // The rest of the file decides: a decimal comma, the language, another column.
    for text in [
        "customer_id,date,amount\n1,03/04/2025,\"10,50\"\n",
        "Código cliente,Fecha de pedido,Importe\n1,03/04/2025,10.50\n",
        "customer_id,date,amount,birthday\n1,03/04/2025,10.50,31/12/1980\n",
        "customer_id,date (dd/mm/yyyy),amount\n1,03/04/2025,10.50\n",
        "customer_id,date,amount,unit price\n1,2025-04-03,\"1,000\",10.50\n",
        "customer_id,date,amount,unit price\n1,2025-04-03,\"1,000\",\"1,000.50\"\n",
    ] {
        assert_eq!(doubts_of(text), [], "{text}");
    }
}

#[test]
fn amounts_are_of_lines_or_of_orders() {
    let check = |text: &str, expect: AmountOf, unsure: bool| {
        let guess = guess_of(&table(text, ','), "orders.csv");
        assert_eq!(guess.amount_of, expect, "{text}");
        let asked = guess.doubts.iter().any(|doubt| matches!(doubt, Doubt::AmountOf { .. }));
        assert_eq!(asked, unsure, "{text}");
    };
    let head = "order_id,customer_id,date,sku";
    let line = |rows: &str| rows.replace('|', ",7,2025-04-03,A,").replace('/', ",7,2025-04-03,B,");
    let table = |columns: &str, rows: &str| format!("{head},{columns}\n{}", line(rows));
    // Amounts that differ within an order, or are quantity × price.
    check(&table("amount", "1|10\n1|12\n"), AmountOf::Line, false);
    check(&table("qty,unit price,amount", "1|2,5,10\n1|1,10,10\n2|1,3,3\n"), AmountOf::Line, false);
    // A total that is blank or the same in all lines.
    check(&table("amount", "1|10\n1|\n2|5\n2|\n"), AmountOf::Order, false);
    check(&table("amount", "1|10\n1/10\n2|5\n2/5\n3|6\n3/6\n"), AmountOf::Order, false);
    check(&table("order total", "1|10\n1|10\n"), AmountOf::Order, false);
    check(&table("qty,unit price,amount", "1|2,5,20\n1|1,10,20\n"), AmountOf::Order, false);
    // One order with equal amounts is two items of one price, and lines that repeat each other can be real.
    check(&table("amount", "1|10\n1/10\n2|7\n"), AmountOf::Line, false);
    check(&table("amount", "1|10\n1|10\n2|5\n2|5\n3|6\n3|6\n"), AmountOf::Line, false);
    // A total without goods beside it, twice: nothing decides.
    let bare = "order_id,customer_id,date,total\n1,7,2025-04-03,10\n1,7,2025-04-03,10\n";
    check(bare, AmountOf::Line, true);
    check(&table("amount", "1|10\n2|12\n"), AmountOf::Line, false);
}

#[test]
fn currencies_come_from_columns_marks_and_headers() {
    let check = |text: &str, expect: &[&str]| {
        let guess = guess_of(&table(text, ';'), "orders.csv");
        let codes: Vec<Currency> =
            expect.iter().map(|code| Currency::from_code(code).expect("a code")).collect();
        let expect = match codes.as_slice() {
            [] => CurrencyGuess::Unknown,
            [one] => CurrencyGuess::One(*one),
            _ => CurrencyGuess::Several(codes),
        };
        assert_eq!(guess.currency, expect, "{text}");
    };
    check("customer_id;date;amount;currency\n1;2025-04-03;10;usd\n", &["USD"]);
    check(
        "customer_id;date;amount;currency\n1;2025-04-03;10;USD\n1;2025-04-04;1;BRL\n",
        &["USD", "BRL"],
    );
    check("customer_id;date;amount\n1;2025-04-03;R$ 10,00\n", &["BRL"]);
    check("customer_id;date;amount\n1;2025-04-03;10,00 €\n2;2025-04-03;£5,00\n", &["EUR", "GBP"]);
    check("customer_id;date;Valor (R$)\n1;2025-04-03;10,00\n", &["BRL"]);
    check("customer_id;date;amount EUR\n1;2025-04-03;10,00\n", &["EUR"]);
    check("customer_id;date;amount\n1;2025-04-03;$10.00\n", &[]);
    check("customer_id;date;amount\n1;2025-04-03;10,00\n", &[]);
}

#[test]
fn choices_settle_what_is_open() {
    let table = table("customer_id,date,amount,total\n1,03/04/2025,10.5,11.5\n", ',');
    let guess = guess_of(&table, "orders.csv");
    assert_eq!(guess.doubts.len(), 2);
    let mut choices = Choices { date: Some(DateOrder::Mdy), ..Choices::default() };
    choices.roles.insert(2, Role::Amount);
    assert!(guess.open_doubts(&choices).is_empty());
    let mapping = guess.settle(&choices);
    assert_eq!(mapping.column(Role::Amount), Some(2));
    assert_eq!(mapping.columns[3].role, Role::Attribute);
    assert_eq!(mapping.columns[1].date, DateOrder::Mdy);
    assert_eq!((mapping.kind, mapping.key), (FileKind::Orders, Some(0)));
    choices.roles.insert(1, Role::SignupDate);
    assert_eq!(guess.settle(&choices).kind, FileKind::Customers);
}

#[test]
fn given_roles_are_kept_and_only_reading_is_asked() {
    let table = table("who,when,what,name\n1,03/04/2025,10.5,Ana\n", ',');
    let roles = [Role::CustomerId, Role::OrderDate, Role::Amount, Role::Attribute];
    let guess = with_roles(Some(&table.header), &table.profiles, &roles, &Context::default());
    assert_eq!(guess.columns.iter().map(|c| c.role).collect::<Vec<_>>(), roles);
    assert_eq!(guess.verdict, Verdict::Orders);
    assert!(matches!(guess.doubts.as_slice(), [Doubt::DateOrder { column: 1, .. }]));
}

#[test]
fn files_without_customers_or_records_are_refused() {
    for (text, why) in [
        ("product,price\nA,1\n", Why::NoCustomerColumn),
        ("customer_id,date,amount\n", Why::NoRecords),
        ("customer_id,date,amount\n,2025-04-03,1\n", Why::NoCustomerValues),
    ] {
        let guess = guess_of(&table(text, ','), "x.csv");
        assert_eq!((guess.verdict, guess.why), (Verdict::Refused, Some(why)), "{text}");
    }
    let guess = guess(None, &[], &Context::default());
    assert_eq!(guess.why, Some(Why::NoTable));
}

#[test]
fn days_counted_in_seconds_or_by_spreadsheets_are_dates() {
    for (value, order) in [
        ("1743638400", DateOrder::EpochSeconds),
        ("1743638400000", DateOrder::EpochMillis),
        ("45750", DateOrder::Serial),
    ] {
        let text = format!("customer_id,date,amount\n1,{value},10.5\n");
        let guess = guess_of(&table(&text, ','), "orders.csv");
        assert_eq!(guess.columns[1].role, Role::OrderDate, "{value}");
        assert_eq!(guess.columns[1].date, order);
    }
}

#[test]
fn without_a_header_values_speak_and_the_user_is_asked() {
    let table = table("h,h,h\nana@x.com,2025-04-03,10.50\nrui@x.com,2025-04-04,7.25\n", ',');
    let guess = guess(None, &table.profiles, &Context::default());
    let roles: Vec<Role> = guess.columns.iter().map(|c| c.role).collect();
    assert_eq!(roles, [Role::Email, Role::OrderDate, Role::Amount]);
    assert_eq!(guess.columns[2].name, "column 3");
    assert!(!guess.doubts.is_empty());
}
