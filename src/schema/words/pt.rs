//! Portuguese header words, folded.

use super::{Table, Word::*};

pub const WORDS: Table = &[
    (
        Customer,
        "cliente|clientes|comprador|compradora|consumidor|usuario|assinante|cli|associado|pagador|sacado|tomador|aluno|paciente|conta|destinatario|matricula|numero de matricula",
    ),
    (Username, "nome de usuario|apelido|usuario comprador"),
    (Person, "contato|contatos|pessoa|pessoa de contato"),
    (Company, "empresa|organizacao|companhia"),
    (LegalName, "razao social|nome fantasia|fantasia|razao"),
    (Lead, "lead|prospecto|oportunidade lead"),
    (
        Seller,
        "vendedor|vendedora|vendedores|representante|atendente|responsavel|consultor|consultora|operador|caixa|funcionario|proprietario|dono do lead|gerente de conta|afiliado|produtor|proprietario do contato",
    ),
    (Supplier, "fornecedor|fabricante"),
    (
        CurrentSupplier,
        "fornecedor atual|concorrente|prestador atual|atual fornecedor|operadora atual",
    ),
    (Referrer, "indicado por|indicacao|indicador|quem indicou|padrinho|recomendado por|indicou"),
    (Beneficiary, "beneficiario|beneficiaria|dependente|favorecido|presenteado"),
    (Name, "nome|nome completo|nm"),
    (NamePart, "primeiro nome|sobrenome|ultimo nome|segundo nome"),
    (Email, "email|e mail|correio eletronico|endereco de email|endereco de e mail"),
    (
        Phone,
        "telefone|telefones|fone|celular|tel|cel|whatsapp|numero de telefone|telefone celular|ddd telefone|contato telefonico|telemovel|telefone fixo|telefone comercial|fone celular",
    ),
    (
        Document,
        "cpf|cnpj|cpf cnpj|cnpj cpf|cpf ou cnpj|rg|nif|contribuinte|cpf do cliente|inscricao estadual|numero de contribuinte|cadastro de pessoa fisica",
    ),
    (Paper, "documento|doc|docto|dcto"),
    (Address, "endereco|rua|logradouro|complemento|morada|avenida"),
    (
        Region,
        "cidade|estado|uf|municipio|pais|regiao|bairro|provincia|zona|distrito|concelho|localidade|unidade federativa|microrregiao",
    ),
    (Zip, "cep|codigo postal|cod postal"),
    (Id, "codigo|cod|cd|numero|num|n|nro|nr|id|identificador|chave|matricula|registro"),
    (
        Order,
        "pedido|pedidos|compra|compras|venda|vendas|encomenda|ordem|ped|reserva|ordem de servico|os",
    ),
    (Transaction, "transacao|transacoes|operacao|lancamento|movimento"),
    (Invoice, "fatura|nota fiscal|nf|nfe|nf e|nfce|nota|notas|nfs|danfe|fat"),
    (Receipt, "recibo|cupom fiscal|comanda|cupom|ticket"),
    (Payment, "pagamento|pagamentos|pgto|pagto|recebimento|cobranca|boleto|pix"),
    (Line, "linha|item do pedido|item|itens"),
    (Product, "produto|produtos|item|artigo|mercadoria|curso|servico|oferta|prod|material"),
    (
        Sku,
        "sku|cod produto|codigo produto|codigo do produto|codigo de barras|cod item|referencia do produto|ref produto|cod prod|referencia|cod barras",
    ),
    (Description, "descricao|desc|detalhes|historico|descr|discriminacao|especificacao"),
    (Title, "titulo|assunto"),
    (
        Category,
        "categoria|categorias|departamento|familia|linha de produto|grupo de produto|tipo de produto|subcategoria|grupo de produtos|secao|tipo produto|grupo produto|subgrupo",
    ),
    (Type, "tipo|especie"),
    (Group, "grupo|segmento cliente|nivel|perfil|classificacao"),
    (
        Quantity,
        "quantidade|qtd|qtde|quant|unidades|qtd vendida|qt|qtd itens|quantidade de itens|qtdade|pecas|qde|quantidade vendida|qtd produto",
    ),
    (Stock, "estoque|saldo estoque|disponivel"),
    (Deal, "negocio|negociacao|oportunidade|proposta|orcamento|negocios"),
    (Date, "data|dia|dt|data hora|datahora|data e hora"),
    (Time, "hora|horario|hr"),
    (
        Created,
        "criado|criado em|criacao|data de criacao|inclusao|data inclusao|lancado em|data de entrada|data do lancamento|realizado em|registrado em",
    ),
    (
        Sold,
        "vendido|vendido em|data da venda|data venda|data da compra|data compra|comprado em|data de compra|data de venda|efetuado em|data do pedido|data pedido|data do faturamento|faturado em|faturamento em|data faturamento",
    ),
    (
        Issued,
        "emissao|emitido|emitido em|data emissao|data de emissao|dt emissao|competencia|aprovacao|data de aprovacao|aprovado em|data de confirmacao",
    ),
    (
        Paid,
        "pago|paga|pago em|quitado|data pagamento|data de pagamento|liquidacao|data do pagamento|baixa|compensacao|recebido em",
    ),
    (
        Updated,
        "atualizado|atualizacao|alterado|alteracao|modificado|ultima atualizacao|ultima alteracao|atualizado em",
    ),
    (Due, "vencimento|validade|prazo|expira|expiracao|previsao|proxima atividade|proxima|proximo"),
    (Close, "fechamento|fechado|data de fechamento|fechado em|encerramento|data fechamento"),
    (Expected, "previsto|prevista|previsao de fechamento|esperado|estimado"),
    (Won, "ganho em|ganho|data do ganho"),
    (
        Birth,
        "nascimento|data de nascimento|data nascimento|aniversario|dt nasc|nasc|nascido em|data nasc|dt nascimento",
    ),
    (
        Signup,
        "cadastro|data de cadastro|data cadastro|cadastrado em|cliente desde|inscricao|data de inscricao|dt cadastro|registro em|adesao|data adesao|matriculado em|cadastrado|ingresso|data da primeira conversao|primeira conversao|data de adesao",
    ),
    (
        Amount,
        "valor|valor pago|vl|vlr|valor da venda|valor do pedido|valor cobrado|receita|faturamento|montante|importancia|quantia|valor recebido do cliente|valor da compra|valor venda|valor compra|mensalidade|anuidade|valor item|ticket valor|valor faturado|valor do item",
    ),
    (
        Total,
        "total|valor total|vl total|vlr total|total da venda|total do pedido|total geral pedido|total pedido|total venda|preco total|vltotal|total item|total do item|total da nota|total nf",
    ),
    (
        Grand,
        "total geral|total pago|total a pagar|valor final|total final|valor total pago|valor total do pedido|total com desconto|total com frete",
    ),
    (
        Subtotal,
        "subtotal|sub total|total dos produtos|total produtos|valor dos produtos|valor produtos|total sem desconto|valor mercadoria",
    ),
    (Price, "preco|preco de venda|prc|preco venda|preco praticado|tarifa"),
    (Unit, "unitario|unit|unitaria|por unidade|un|vl unit|vlr unit"),
    (Gross, "bruto|bruta"),
    (Net, "liquido|liquida|valor liquido|total liquido|receita liquida|comissao liquida"),
    (Tax, "imposto|impostos|icms|ipi|iss|iva|tributo|tributos|pis|cofins|taxa imposto|icms st"),
    (
        Delivery,
        "frete|entrega|envio|data de entrega|data de envio|destino|transporte|transportadora|despacho|prazo de entrega",
    ),
    (
        Fee,
        "taxa|taxas|comissao|comissoes|juros|multa|gorjeta|tarifas|acrescimo|encargos|royalties|despesas|repasse|outras despesas",
    ),
    (
        Refund,
        "reembolso|estorno|devolucao|reembolsado|devolvido|estornado|valor reembolsado|chargeback|data reembolso",
    ),
    (
        Balance,
        "saldo|limite|limite de credito|pontos|credito|debito em aberto|cashback|em aberto|divida",
    ),
    (Cost, "custo|custos|preco de custo|custo unitario|custo total|cmv|preco custo|valor custo"),
    (
        Discount,
        "desconto|descontos|valor desconto|valor do desconto|abatimento|desc valor|vl desconto|vlr desconto",
    ),
    (Coupon, "cupom de desconto|codigo do cupom|cupom desconto|codigo promocional|promocao"),
    (Margin, "margem|lucro|lucro bruto|margem de contribuicao|ganho bruto|margem bruta"),
    (Converted, "convertido|cambio|taxa de cambio|cotacao|valor convertido"),
    (Compare, "preco de tabela|preco original|preco cheio|preco de lista|preco tabela"),
    (Currency, "moeda|codigo da moeda|divisa|cod moeda|sigla moeda"),
    (
        Installment,
        "parcela|parcelas|prestacao|numero de parcelas|qtd parcelas|quantidade de parcelas|parcelamento|qtde parcelas",
    ),
    (
        Lifetime,
        "total gasto|valor gasto|total comprado|gasto total|total de compras|valor total gasto|valor vitalicio|total compras cliente|valor acumulado|acumulado",
    ),
    (
        Count,
        "qtd pedidos|qtd compras|quantidade de pedidos|total de pedidos|numero de pedidos|quantidade de compras|n de compras|numero de compras|frequencia|recencia|qtd de compras|qtd de pedidos|total pedidos|dias sem comprar|contagem|posicao",
    ),
    (
        Last,
        "ultimo|ultima|ultima compra|ultimo pedido|data da ultima compra|data ultima compra|ultima venda|ultima visita|dt ult compra|ult compra|dt ultima compra|anterior",
    ),
    (
        First,
        "primeiro|primeira|primeira compra|primeiro pedido|data da primeira compra|data primeira compra|primeira venda",
    ),
    (Average, "medio|media|ticket medio|valor medio|preco medio"),
    (Annual, "anual|mensal|faturamento anual|receita anual|faturamento mensal|renda anual empresa"),
    (
        Status,
        "status|situacao|estado|estado do pedido|situacao do pedido|status do pedido|sit|st pedido|andamento|status pagamento|status da compra|status da venda|status da transacao|situacao do pagamento",
    ),
    (Dispute, "disputa|contestacao"),
    (Card, "cartao|bandeira|bandeira do cartao|banco|agencia|titular do cartao"),
    (Billing, "cobranca endereco|faturar para|de cobranca|do faturamento|faturamento endereco"),
    (
        Cancelled,
        "cancelado|cancelada|cancelamento|data de cancelamento|data cancelamento|cancelado em",
    ),
    (Channel, "canal|canal de venda|canal de vendas|canal venda|ponto de venda|midia|pdv|meio"),
    (
        Source,
        "origem|fonte|origem do lead|origem da venda|fonte do lead|como conheceu|como nos conheceu|origem da primeira conversao|origem da ultima conversao|origem lead|src|sck",
    ),
    (
        Stage,
        "estagio|etapa|fase|estagio no funil|etapa do funil|funil|estagio do funil|etapa do negocio|fase do funil|estagio funil",
    ),
    (
        Event,
        "evento|eventos|atividade|tipo de evento|interacao|conversao|nome do evento|tipo evento|visita|pesquisa|evento da conversao|ocorrencia",
    ),
    (Action, "acao|tipo de acao|tipo de atividade"),
    (
        Direction,
        "entrada saida|entrada ou saida|debito credito|credito debito|tipo de movimento|sentido|tipo movimento|tipo de lancamento|d c|e s|natureza",
    ),
    (
        Score,
        "pontuacao|nota nps|avaliacao|satisfacao|nota|nps|nota de satisfacao|nota da pesquisa|estrelas",
    ),
    (Risk, "risco|nivel de risco|lead scoring|probabilidade|score de credito"),
    (Plan, "plano|assinatura|pacote|nome do plano|tipo de assinatura|plano contratado"),
    (
        Sector,
        "setor|ramo|segmento|ramo de atividade|area de atuacao|segmento de mercado|atividade economica|cnae|setor de atuacao",
    ),
    (
        Stratum,
        "estrato|classe social|renda|faixa de renda|renda familiar|classe economica|renda mensal|faixa renda",
    ),
    (
        Consent,
        "consentimento|aceita|aceita marketing|lgpd|aceita receber|autoriza|opt in|aceite|recebe newsletter|aceita e mail|aceita receber emails|aceita newsletter|autorizacao|base legal|permite contato|aceita contato|aceita sms|aceita whatsapp",
    ),
    (
        OptOut,
        "descadastrado|nao contatar|descadastro|cancelou inscricao|nao perturbe|opt out|bloqueado|nao enviar",
    ),
    (Reason, "motivo|razao da|causa|justificativa"),
    (Lost, "perda|perdido|perdida|churn"),
    (
        LossReason,
        "motivo da perda|motivo de perda|motivo do cancelamento|motivo perda|razao da perda|motivo de cancelamento|motivo da desistencia|motivo cancelamento",
    ),
    (Change, "mudanca|mudou"),
    (
        Note,
        "observacao|observacoes|obs|comentario|comentarios|anotacoes|mensagem|anotacao|tags|etiquetas|marcadores|recado",
    ),
    (Reference, "pedido original|pedido pai|pedido referencia|nf referencia"),
    (
        Nothing,
        "estado civil|forma de pagamento|meio de pagamento|metodo de pagamento|condicao de pagamento|tipo de documento|tipo documento|tipo de cliente|tipo cliente|grupo de cliente|grupo de clientes|tipo de pagamento|tipo pagamento|forma pagamento|metodo de envio|forma de envio|forma de entrega|forma de frete|idade|sexo|genero|cargo|profissao|idioma|fuso horario|unidade|un medida|unidade de medida|marca|tamanho|cor|peso|variacao|loja|filial|deposito|cfop|ncm|serie|modelo|tipo de pessoa|tipo pessoa|pessoa fisica juridica|nivel de acesso|campanha|rastreio|codigo de rastreio|data do status|data da ultima conversao|ultima conversao|total de conversoes|chave de acesso|cargo contato|mes|ano|semana|condicao pagamento|dia da semana|trimestre|pontos",
    ),
];
