use crate::ui::messages::*;

pub const PACKED: Packed = Packed {
    locked: "{file} está protegido por senha. Abra na planilha, salve sem senha e solte esse arquivo.",
    torn: "Não dá para abrir {file}: está danificado ou não foi copiado até o fim. Salve de novo e solte o novo arquivo.",
    too_large: "{file} é grande demais para abrir aqui. Salve as planilhas como CSV, que pode ter qualquer tamanho, e solte esses arquivos.",
    empty: "Não há nenhuma tabela em {file}. Solte o arquivo que tem os seus pedidos.",
    hidden: "A planilha “{part}” de {file} está oculta e ficou de fora. Para usá-la, reexiba-a, salve o arquivo e solte de novo.",
    no_table: "“{part}”, em {file}, não tem tabela e ficou de fora.",
    no_customers: "{file} ficou de fora: nenhuma coluna diz quem é o cliente. Se ela deve contar, inclua nela um código de cliente.",
    too_many_rows: "Uma planilha do Excel comporta 1.048.575 pessoas, e esta lista é maior. Selecione menos gente ou exporte em CSV.",
    rule_sheet: "Folha de regras",
};
