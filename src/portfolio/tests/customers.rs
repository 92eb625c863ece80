//! Customers, keys, joins by identity, attributes, events.

use super::super::{
    columns::{EMPTY_I32, EMPTY_YES_NO, Note},
    testing::*,
};
use crate::{issues::Reason, schema::role::Role};

fn values(portfolio: &super::super::columns::Portfolio, name: &str) -> Vec<String> {
    attribute(portfolio, name).1
}

#[test]
fn anyone_with_a_key_is_a_customer_but_for_records_set_aside() {
    let portfolio = portfolio(&[
        orders(
            "c:customer_id,d:order_date,a:amount,s:status
             b,2024-01-01,1,
             a,2024-01-01,-1,
             cancelled,2024-01-01,1,void
             unread,soon,1,
             ,2024-01-01,1,",
        ),
        events("c:customer_id,d:event_date,k:event_kind\nvisitor,2024-01-01,visit"),
        customers("c:customer_id\nlisted"),
    ]);
    assert_eq!(keys(&portfolio), ["a", "b", "cancelled", "listed", "visitor"]);
    let (never, always) = (i32::MAX, EMPTY_I32);
    assert_eq!(portfolio.customers.known_from, [never, never, 19_723, always, never]);
}

#[test]
fn the_key_is_the_first_of_the_identities() {
    let header = "n:customer_name,p:phone,e:email,t:document,c:customer_id,d:order_date";
    for (blanks, key) in [(0, "ID"), (1, "DOC"), (2, "mail@x"), (3, "555"), (4, "Ann")] {
        let mut columns: Vec<&str> = header.split(',').collect();
        let mut cells = vec!["Ann", "555", "Mail@x", "DOC", "ID", "2024-01-01"];
        columns.drain(5 - blanks..5);
        cells.drain(5 - blanks..5);
        let portfolio =
            portfolio(&[orders(&format!("{}\n{}", columns.join(","), cells.join(",")))]);
        assert_eq!(keys(&portfolio), [key]);
        let by_name = portfolio.notes.contains(&Note::KeyIsName { file: 0 });
        assert_eq!(by_name, key == "Ann");
        assert_eq!(portfolio.customers.name(0), "Ann");
    }
}

#[test]
fn ids_keep_their_case_and_lose_point_zero_where_all_have_it() {
    let floats =
        portfolio(&[orders("c:customer_id,d:order_date\n17850.0,2024-01-01\n12346.0,2024-01-01")]);
    assert_eq!(keys(&floats), ["12346", "17850"]);
    assert_eq!(floats.notes[0], Note::FloatIds { file: 0, column: "c".into() });
    let mixed =
        portfolio(&[orders("c:customer_id,d:order_date\n17850.0,2024-01-01\nAb,2024-01-01")]);
    assert_eq!(keys(&mixed), ["17850.0", "Ab"]);
}

#[test]
fn customers_stand_by_code_points_of_their_keys() {
    let portfolio =
        portfolio(&[customers("c:customer_id\nb\nB\né\n10\n9\n123456789b\n123456789a\n12345678")]);
    assert_eq!(
        keys(&portfolio),
        ["10", "12345678", "123456789a", "123456789b", "9", "B", "b", "é"]
    );
}

#[test]
fn another_file_joins_by_key_else_by_one_identity() {
    let portfolio = portfolio(&[
        orders("e:email,d:order_date\nann@x.com,2024-01-01\nbob@x.com,2024-01-01"),
        customers(
            "c:customer_id,e:email,p:phone,City
             7,ANN@x.com,+55 (11) 5555,Vilnius
             8,bob@x.com,,Kaunas
             9,new@x.com,,Alytus",
        ),
        events(
            "p:phone,d:event_date,k:event_kind\n55115555,2024-01-02,visit\n000,2024-01-02,visit",
        ),
        events("c:customer_id,d:event_date,k:event_kind\n8,2024-01-03,visit"),
    ]);
    assert_eq!(keys(&portfolio), ["000", "9", "ann@x.com", "bob@x.com"]);
    assert_eq!(values(&portfolio, "City"), ["", "Alytus", "Vilnius", "Kaunas"]);
    assert_eq!(portfolio.events.first, [0, 1, 1, 2, 3]);
}

#[test]
fn several_matching_customers_set_the_record_aside() {
    let portfolio = portfolio(&[
        orders(
            "c:customer_id,d:order_date,e:email,p:phone
             1,2024-01-01,same@x.com,123.456
             2,2024-01-01,same@x.com,
             3,2024-01-01,three@x.com,999",
        ),
        customers(
            "e:email,p:phone,City
             same@x.com,,A
             none@x.com,,B
             three@x.com,123456,C
             Other@x.com,99-9,D",
        ),
    ]);
    assert_eq!(keys(&portfolio), ["1", "2", "3", "none@x.com"]);
    let aside: Vec<u64> = reasons(&portfolio)
        .into_iter()
        .map(|(_, line, reason)| {
            assert_eq!(reason, Reason::SeveralCustomersMatch);
            line
        })
        .collect();
    assert_eq!(aside, [2, 4]);
    assert_eq!(values(&portfolio, "City"), ["", "", "D", "B"]);
}

#[test]
fn the_last_value_of_several_rows_of_a_customer_counts() {
    let portfolio = portfolio(&[customers("c:customer_id,x,y\na,1,p\na,,q\na,3,\nb,,")]);
    assert_eq!(
        (values(&portfolio, "x"), values(&portfolio, "y")),
        (vec!["3".into(), String::new()], vec!["q".into(), String::new()])
    );
    assert!(portfolio.notes.contains(&Note::CustomerRepeated { file: 0, count: 2 }));
}

#[test]
fn descriptive_columns_of_orders_give_the_latest_value_unless_a_customers_file_has_the_role() {
    let orders_file = || {
        orders(
            "c:customer_id,d:order_date,Reg:region,ch:channel,n:customer_name,s:status
             a,2024-01-05,Sul,web,Ann,
             a,2024-01-09,,shop,Anna,
             a,2024-01-01,Norte,app,A.,
             a,2024-01-20,Leste,fax,X,void",
        )
    };
    let alone = portfolio(&[orders_file()]);
    assert_eq!(values(&alone, "Reg"), ["Sul"]);
    assert_eq!(values(&alone, "ch"), ["shop"]);
    assert_eq!(alone.customers.name(0), "Anna");
    let both = portfolio(&[orders_file(), customers("c:customer_id,Region:region\na,\nb,Oeste")]);
    let names: Vec<&str> = both.customers.attributes.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["ch", "Region"]);
    assert_eq!(values(&both, "Region"), ["", "Oeste"]);
}

#[test]
fn what_is_known_of_a_customer_is_what_was_known_on_the_day() {
    let mut portfolio = portfolio(&[
        orders(
            "c:customer_id,d:order_date,Reg:region,e:email,ok:consent,n:customer_name,by:referrer,b:birthday
             a,2024-01-05,Sul,,,Ann,,
             a,2024-01-05,Leste,a@x.com,,,,
             a,2024-01-20,Norte,,no,Anna,b,1980-01-01
             b,2024-01-05,5,b@x.com,yes,,,",
        ),
        customers("c:customer_id,n:customer_name\nb,Bob"),
    ]);
    let none = u32::MAX;
    let of = |p: &super::super::columns::Portfolio| {
        let people = &p.customers;
        (values(p, "Reg"), people.reachable.clone(), people.name(0).to_string(), people.referrer[0])
    };
    let texts = |texts: [&str; 2]| texts.map(String::from).to_vec();
    let (then, now) = (19_727, 19_742);
    assert_eq!(of(&portfolio), (texts(["Norte", "5"]), vec![0, 1], "Anna".into(), 1));
    portfolio.set_as_of(then);
    assert_eq!(of(&portfolio), (texts(["Leste", "5"]), vec![1, 1], "Ann".into(), none));
    assert_eq!(portfolio.customers.birthday[0], EMPTY_I32);
    portfolio.set_as_of(then - 1);
    assert_eq!(of(&portfolio), (texts(["", ""]), vec![0, 0], "".into(), none));
    assert_eq!(portfolio.customers.name(1), "Bob", "a customers file knows always");
    portfolio.set_as_of(now);
    assert_eq!(of(&portfolio), (texts(["Norte", "5"]), vec![0, 1], "Anna".into(), 1));
}

#[test]
fn the_name_of_a_product_is_that_of_the_day() {
    let mut portfolio = portfolio(&[orders(
        "c:customer_id,d:order_date,sku:product,title:product_name
         a,2024-01-05 10:00,S,Second
         b,2024-01-05 09:00,S,First
         a,2024-02-05,S,Third
         a,2024-01-01,S,",
    )]);
    let name = |p: &super::super::columns::Portfolio| {
        let lines = &p.lines;
        lines.product_name_texts.get(lines.product_names[lines.product[0] as usize]).to_string()
    };
    assert_eq!(name(&portfolio), "Third");
    for (day, expect) in [(19_723, ""), (19_727, "Second"), (19_757, "Second"), (19_758, "Third")] {
        portfolio.set_as_of(day);
        assert_eq!(name(&portfolio), expect, "{day}");
    }
}

#[test]
fn a_cancelled_line_makes_a_customer_from_its_day_on() {
    let portfolio = portfolio(&[
        orders(
            "c:customer_id,d:order_date,s:status
             a,2024-01-05,void
             a,2024-01-03,void
             a,2024-02-01,
             b,2024-01-05,",
        ),
        customers("c:customer_id\nz"),
    ]);
    assert_eq!(portfolio.customers.known_from, [19_725, i32::MAX, EMPTY_I32]);
}

#[test]
fn the_last_value_that_is_not_empty_in_a_column_of_its_type() {
    let portfolio = portfolio(&[customers("c:customer_id,n,t\na,5,x\na,N/A,N/A\nb,-,\nb,,y")]);
    assert_eq!(attribute(&portfolio, "n"), ("number", vec!["5".into(), String::new()]));
    assert_eq!(attribute(&portfolio, "t"), ("text", vec!["N/A".into(), "y".into()]));
}

#[test]
fn attributes_are_typed_and_named() {
    let portfolio = portfolio(&[customers(
        "c:customer_id,Score:attribute,Zip,Since:signup_date,VIP,e:email,segment
         a,1.50,0123,2024-01-05,yes,A@x.com,x
         b,N/A,99,,no,,5",
    )]);
    assert_eq!(attribute(&portfolio, "Score (2)"), ("number", vec!["1.5".into(), String::new()]));
    assert_eq!(attribute(&portfolio, "Zip").0, "text");
    assert_eq!(attribute(&portfolio, "Since"), ("date", vec!["2024-01-05".into(), String::new()]));
    assert_eq!(attribute(&portfolio, "VIP"), ("yes/no", vec!["true".into(), "false".into()]));
    assert_eq!(attribute(&portfolio, "e"), ("text", vec!["A@x.com".into(), String::new()]));
    assert_eq!(portfolio.customers.attributes[4].role, Role::Email);
}

#[test]
fn the_key_column_is_no_attribute_and_parts_of_a_list_are_one() {
    let portfolio = portfolio(&[
        customers("e:email,City\na@x,Vilnius"),
        customers("e:email,City\nb@x,Kaunas"),
        customers("e:email,City,Age\nb@x,Other,5"),
    ]);
    let names: Vec<&str> = portfolio.customers.attributes.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["City", "City (2)", "Age"]);
    assert_eq!(values(&portfolio, "City"), ["Vilnius", "Kaunas"]);
    assert_eq!(values(&portfolio, "City (2)"), ["", "Other"]);
}

#[test]
fn referrers_are_found_by_key_email_or_exact_name() {
    let portfolio = portfolio(&[customers(
        "c:customer_id,e:email,n:customer_name,by:referrer
         1,one@x.com,Ann,
         2,,Bob,1
         3,,Twin,ONE@x.com
         4,,Twin,Bob
         5,,Eve,Twin
         6,,Self,6",
    )]);
    let none = u32::MAX;
    assert_eq!(portfolio.customers.referrer, [none, 0, 0, 1, none, none]);
}

#[test]
fn reachable_needs_a_contact_and_no_refusal() {
    let portfolio_of = |text: &str| portfolio(&[customers(text)]).customers.reachable;
    assert_eq!(
        portfolio_of("c:customer_id,e:email,ok:consent\na,a@x,\nb,b@x,no\nc,,yes\nd,d@x,yes"),
        [1, 0, 0, 1]
    );
    assert_eq!(portfolio_of("c:customer_id,Address\na,Rua 1\nb,"), [1, 0]);
    assert_eq!(portfolio_of("c:customer_id,City\na,X"), [EMPTY_YES_NO]);
}

#[test]
fn first_and_family_name_make_a_name() {
    let portfolio = portfolio(&[customers(
        "c:customer_id,First Name:customer_name,Last Name:customer_name\na,Ann,Lee\nb,,Lee\nc,Ann,",
    )]);
    let names: Vec<&str> = (0..3).map(|c| portfolio.customers.name(c)).collect();
    assert_eq!(names, ["Ann Lee", "Lee", "Ann"]);
}

#[test]
fn birthdays_and_scores_of_a_customers_file() {
    let portfolio =
        portfolio(&[customers("c:customer_id,b:birthday,s:score\na,1980-05-04,9\nb,,")]);
    assert_eq!(portfolio.customers.birthday, [3_776, EMPTY_I32]);
    assert_eq!(portfolio.customers.score[0], 9.0);
    assert!(portfolio.customers.score[1].is_nan());
}

#[test]
fn events_are_folded_and_stand_by_customer_and_time() {
    let portfolio = portfolio(&[
        events(
            "c:customer_id,d:event_date,k:event_kind,s:score,Page
             b,2024-01-02,Visita,,home
             a,2024-01-03,Encuesta,7,
             a,2024-01-01 10:00,yoga,,
             a,2024-01-01 09:00,add_to_cart,,
             a,bad,visit,,
             ,2024-01-01,visit,,",
        ),
        events("c:customer_id,d:event_date,s:score\na,2024-02-01,9"),
    ]);
    let events = &portfolio.events;
    let kinds: Vec<&str> = events.kind.iter().map(|&kind| events.kinds.get(kind)).collect();
    assert_eq!(kinds, ["cart", "yoga", "survey", "survey", "visit"]);
    assert_eq!(events.first, [0, 4, 5]);
    assert_eq!(format!("{:?}", events.score), "[NaN, NaN, 7.0, 9.0, NaN]");
    assert_eq!(events.attributes[0].name, "Page");
    assert_eq!(portfolio.ledger.reasons(), [(Reason::BadDate, 1), (Reason::NoCustomer, 1)]);
}

#[test]
fn stages_of_deals_and_of_leads_are_events() {
    let portfolio = portfolio(&[
        events("c:customer_id,d:event_date,st:stage,v:amount\na,2024-01-02,Won,100\na,,Lost,x"),
        customers("c:customer_id,Stage:stage\nb,Lead\nc,"),
    ]);
    let events = &portfolio.events;
    let stages: Vec<&str> = events.stage.iter().map(|&stage| events.stages.get(stage)).collect();
    assert_eq!(
        (events.first.as_slice(), stages.as_slice()),
        (&[0, 2, 3, 3][..], &["Lost", "Won", "Lead"][..])
    );
    assert_eq!(events.day, [EMPTY_I32, 19_724, EMPTY_I32]);
    assert_eq!(events.amount, [i64::MIN, 10_000, i64::MIN]);
    assert_eq!(values(&portfolio, "Stage"), ["", "Lead", ""]);
}
