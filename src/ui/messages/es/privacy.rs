use crate::ui::messages::*;

pub const PRIVACY: Privacy = Privacy {
    title: "¿Cómo lo compruebo?",
    lead: "Carteira es una página, no un servicio. Su propio navegador abre el archivo y trabaja con él en su memoria. No tiene que creernos:",
    ways: [
        (
            "Mire las peticiones",
            "Abra las herramientas de desarrollador del navegador (F12), elija Red y trabaje. La lista sigue vacía. El número de abajo a la izquierda cuenta lo mismo.",
        ),
        (
            "Apague la red",
            "Cuando la página haya cargado, apague el wifi o elija Sin conexión en las herramientas de desarrollador. Todo sigue funcionando: leer archivos, cada pantalla, cada descarga.",
        ),
        (
            "Lea la política",
            "La primera línea de la página es una política de seguridad de contenido. El navegador la hace cumplir: esta página solo puede conectarse al sitio del que vino, y solo para cargarse a sí misma.",
        ),
        (
            "Mire dentro del programa",
            "Ninguno de los módulos WebAssembly importa una función que pudiera enviar algo. El worker que guarda sus datos también borra sus propias funciones de red al empezar.",
        ),
        (
            "Cierre la página",
            "No se guarda nada más que el idioma, el tema y, si usted lo pide, las reglas que guardó; nunca sus datos. Cerrar la pestaña, o «Olvidar todo», termina el worker y su memoria.",
        ),
    ],
    policy: "La política de esta página:",
    honest: "Lo que esto no hace: no lo protege de las extensiones de su propio navegador, y sus deberes con los datos de sus clientes siguen siendo suyos.",
};
