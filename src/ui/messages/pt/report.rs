//! The Report screen, in Portuguese.

use crate::ui::messages::Report;

pub const REPORT: Report = Report {
    title: "Relatório da carteira",
    lead: "Para deixar com o cliente: imprima ou salve em um só arquivo, que abre em qualquer navegador. Traz números, nenhuma lista de clientes.",
    save: "Salvar em um arquivo",
    print: "Imprimir",
    span: "Pedidos de {first} a {last}, medidos em {as_of}",
    rules: "Regras e ajustes",
    classification: "Classificação",
    returns: "Devoluções",
    returns_net: "descontadas",
    returns_ignored: "desconsideradas",
    model: "Modelo de compra",
    discount: "Taxa de desconto ao ano",
    margin: "Margem sobre a receita",
    made: "Feito com o Carteira, neste aparelho; nenhum dado foi enviado a lugar algum.",
};
