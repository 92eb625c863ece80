use crate::ui::messages::*;

pub const PROBLEMS: Problems = Problems {
    empty_file: "{file} está vazio. Exporte de novo e solte o novo arquivo.",
    image: "{file} é uma imagem, não uma tabela. Exporte seus pedidos como CSV e solte esse arquivo.",
    pdf: "{file} é um PDF, não uma tabela. Exporte seus pedidos como CSV e solte esse arquivo.",
    spreadsheet: "{file} é uma planilha. Nela, escolha Salvar como, depois CSV (UTF-8), e solte esse arquivo; ou copie as células e cole aqui.",
    archive: "{file} é um arquivo compactado. Descompacte e solte o arquivo que está dentro.",
    json: "{file} é JSON, que não se lê aqui. Exporte seus pedidos como CSV e solte esse arquivo.",
    web: "{file} é uma página da web com nome de planilha. Abra-a na sua planilha, escolha Salvar como, depois CSV (UTF-8), e solte esse arquivo.",
    not_a_table: "{file} não contém uma tabela que saibamos ler. Exporte seus pedidos como CSV e solte esse arquivo.",
    only_header: "{file} tem nomes de colunas, mas nenhum registro abaixo deles. Exporte de novo, com as datas que você quer.",
    no_customer: "Nenhuma coluna de {file} diz quem é o cliente. Exporte de novo com um número, e-mail ou nome do cliente, ou escolha a coluna na tela Arquivos.",
    no_orders: "Há clientes aqui, mas nenhum pedido. Acrescente também o arquivo de pedidos.",
    unreadable: "{file} não pôde ser lido até o fim: foi movido, mudado ou retirado. Escolha-o de novo; o que havia antes continua aqui.",
    stopped: "O motor parou, provavelmente por falta de memória, e o que ele sabia se perdeu. Feche outras abas, ou deixe de fora colunas de que não precisa, e abra seus arquivos de novo. ({detail})",
    stopped_not_lost: "O motor parou, provavelmente por falta de memória. O que havia antes está sendo aberto de novo. Para acrescentar mais, feche outras abas ou deixe de fora colunas de que não precisa. ({detail})",
    no_such_customer: "Não há cliente {key} nestes dados.",
    dismiss: "Dispensar",
    rule_too_early: "Nas regras de “{field}” não dá para usar “{uses}”: essa classificação é calculada depois.",
    name_missing: "Dê um nome à classificação.",
    name_taken: "Já existe algo chamado “{name}”. Escolha outro nome.",
};
