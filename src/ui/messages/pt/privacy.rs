use crate::ui::messages::*;

pub const PRIVACY: Privacy = Privacy {
    title: "Como posso conferir?",
    lead: "Carteira é uma página, não um serviço. Seu próprio navegador abre o arquivo e trabalha com ele na memória. Você não precisa acreditar na nossa palavra:",
    ways: [
        (
            "Observe as requisições",
            "Abra as ferramentas de desenvolvedor do navegador (F12), escolha Rede e trabalhe. A lista continua vazia. O número no canto inferior esquerdo conta a mesma coisa.",
        ),
        (
            "Desligue a rede",
            "Com a página carregada, desligue o Wi-Fi ou escolha Offline nas ferramentas de desenvolvedor. Tudo continua funcionando: ler arquivos, cada tela, cada download.",
        ),
        (
            "Leia a política",
            "A primeira linha da página é uma política de segurança de conteúdo. Quem a faz cumprir é o navegador: esta página só pode se conectar ao endereço de onde veio, e apenas para carregar a si mesma.",
        ),
        (
            "Olhe dentro do programa",
            "Nenhum dos módulos WebAssembly importa função que pudesse enviar algo. O worker que guarda seus dados também apaga as próprias funções de rede ao começar.",
        ),
        (
            "Feche a página",
            "Nada fica guardado além do idioma, do tema e, se você pedir, das regras que salvou; nunca os seus dados. Fechar a aba, ou “Esquecer tudo”, encerra o worker e a memória dele.",
        ),
    ],
    policy: "A política desta página:",
    honest: "O que isto não faz: não protege você de extensões do seu próprio navegador, e seus deveres com os dados dos seus clientes continuam seus.",
};
