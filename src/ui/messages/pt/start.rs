use crate::ui::messages::*;

pub const START: Start = Start {
    promise: ["Conheça seus clientes", "sem entregar os dados deles"],
    pitch: "Solte aqui seus pedidos. Veja quem compra em que ritmo, quem faz diferença, quem está indo embora e o que fazer. O arquivo nunca sai deste aparelho.",
    drop: "Solte arquivos em qualquer lugar",
    formats: "CSV, Excel, OpenDocument, TSV ou texto · do tamanho que seu computador aguentar",
    choose: "Escolher arquivos",
    paste: "Colar",
    paste_hint: "Copie as células na sua planilha e pressione Ctrl+V (⌘V) aqui.",
    sample: "Experimentar o exemplo",
    picture: "O que você recebe, aqui com o exemplo",
    requests: Plural::two(
        "{n} requisição desde que esta página carregou",
        "{n} requisições desde que esta página carregou",
    ),
    offline: "funciona com a rede desligada",
    rule_waiting: "Este link traz uma regra e nenhum dado. Solte seu arquivo para ver quem ela seleciona:",
    not_loaded: "O Carteira não terminou de carregar. Verifique a conexão e tente de novo; seus arquivos continuam onde estavam.",
};
