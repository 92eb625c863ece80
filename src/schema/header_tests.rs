//! What headers of real files are taken for, word by word.

use super::*;
use crate::schema::words::read_header;

/// The strongest candidate of each header; `attribute` for none.
fn check(header: &str, expect: &str) {
    let words = read_header(header);
    let found = candidates(&words);
    let name = found
        .first()
        .filter(|best| best.weight >= 0.45)
        .map_or("attribute", |best| best.role.name());
    assert_eq!(name, expect, "{header:?}: {words:?} {found:?}");
}

#[test]
fn portuguese() {
    for (header, role) in [
        ("Cód. Cliente", "customer_id"),
        ("Nome do Cliente", "customer_name"),
        ("Razão Social", "customer_name"),
        ("CPF/CNPJ", "document"),
        ("E-mail", "email"),
        ("Celular", "phone"),
        ("Nº Pedido", "order_id"),
        ("Número da Nota Fiscal", "order_id"),
        ("Data da venda", "order_date"),
        ("Dt. Emissão", "order_date"),
        ("Data de Nascimento", "birthday"),
        ("Data de cadastro", "signup_date"),
        ("Data da última compra", "attribute"),
        ("Valor total", "amount"),
        ("Valor (R$)", "amount"),
        ("Valor Unitário", "unit_price"),
        ("Preço unitário", "unit_price"),
        ("Vlr. Frete", "attribute"),
        ("Valor do desconto", "discount"),
        ("Qtde", "quantity"),
        ("Quantidade", "quantity"),
        ("Qtd. parcelas", "attribute"),
        ("Total gasto", "attribute"),
        ("Produto", "product_name"),
        ("Código do produto", "product"),
        ("Categoria", "category"),
        ("Situação", "status"),
        ("Status do pedido", "status"),
        ("Moeda", "currency"),
        ("Cidade", "region"),
        ("UF", "region"),
        ("Estágio no funil", "stage"),
        ("Origem", "source"),
        ("Canal de venda", "channel"),
        ("Motivo da perda", "loss_reason"),
        ("Vendedor", "seller"),
        ("Custo", "cost"),
        ("Margem", "margin"),
        ("Indicado por", "referrer"),
        ("Beneficiário", "beneficiary"),
        ("Plano", "plan"),
        ("Ramo de atividade", "sector"),
        ("Fornecedor atual", "current_supplier"),
        ("Estado civil", "attribute"),
        ("Forma de pagamento", "attribute"),
        ("Classe social", "stratum"),
        ("Telefone", "phone"),
        ("Empresa", "attribute"),
    ] {
        check(header, role);
    }
}

#[test]
fn spanish() {
    for (header, role) in [
        ("Fecha de pedido", "order_date"),
        ("Fecha", "order_date"),
        ("Importe", "amount"),
        ("Importe total", "amount"),
        ("Monto", "amount"),
        ("Nro. Factura", "order_id"),
        ("Número de pedido", "order_id"),
        ("Código cliente", "customer_id"),
        ("Razón social", "customer_name"),
        ("Nombre y apellidos", "customer_name"),
        ("Correo electrónico", "email"),
        ("Teléfono", "phone"),
        ("NIT", "document"),
        ("RUT", "document"),
        ("Cédula", "document"),
        ("Artículo", "product_name"),
        ("Cód. artículo", "product"),
        ("Cantidad", "quantity"),
        ("Precio unitario", "unit_price"),
        ("Descuento", "discount"),
        ("IVA", "attribute"),
        ("Gastos de envío", "attribute"),
        ("Estado del pedido", "status"),
        ("Ciudad", "region"),
        ("Provincia", "region"),
        ("Moneda", "currency"),
        ("Estrato", "stratum"),
        ("Fecha de nacimiento", "birthday"),
        ("Fecha de alta", "signup_date"),
        ("Última compra", "attribute"),
        ("Total gastado", "attribute"),
        ("Asesor", "seller"),
        ("Etapa del negocio", "stage"),
        ("Motivo de pérdida", "loss_reason"),
        ("Referido por", "referrer"),
        ("Canal de venta", "channel"),
    ] {
        check(header, role);
    }
}

#[test]
fn lithuanian_and_german() {
    for (header, role) in [
        ("Kliento kodas", "customer_id"),
        ("Klientas", "customer_id"),
        ("Vardas Pavardė", "customer_name"),
        ("El. paštas", "email"),
        ("Telefonas", "phone"),
        ("Užsakymo data", "order_date"),
        ("Užsakymo Nr.", "order_id"),
        ("Sąskaitos numeris", "order_id"),
        ("Suma", "amount"),
        ("Suma su PVM", "amount"),
        ("Bendra suma", "amount"),
        ("PVM", "attribute"),
        ("Kiekis", "quantity"),
        ("Kaina", "unit_price"),
        ("Vieneto kaina", "unit_price"),
        ("Prekė", "product_name"),
        ("Prekės kodas", "product"),
        ("Prekės pavadinimas", "product_name"),
        ("Kategorija", "category"),
        ("Būsena", "status"),
        ("Miestas", "region"),
        ("Valiuta", "currency"),
        ("Gimimo data", "birthday"),
        ("Registracijos data", "signup_date"),
        ("Nuolaida", "discount"),
        ("Savikaina", "cost"),
        ("Vadybininkas", "seller"),
        ("Įmonės kodas", "document"),
        ("Asmens kodas", "document"),
        ("Sutikimas", "consent"),
        ("Pristatymo kaina", "attribute"),
        ("Apmokėjimo būdas", "attribute"),
        ("Etapas", "stage"),
        ("Bestellnummer", "order_id"),
        ("Gesamtbetrag", "amount"),
        ("Verkauft am", "order_date"),
        ("Zahlungsdatum", "order_date"),
        ("Nutzername des Käufers", "customer_id"),
        ("Name des Käufers", "customer_name"),
    ] {
        check(header, role);
    }
}
