use crate::ui::messages::*;

pub const START: Start = Start {
    promise: ["Conozca a sus clientes", "sin entregar sus datos"],
    pitch: "Suelte aquí sus pedidos. Vea quién compra a qué ritmo, quién importa, quién se está yendo y qué hacer. El archivo nunca sale de este equipo.",
    drop: "Suelte archivos en cualquier parte",
    formats: "CSV, Excel, OpenDocument, TSV o texto · del tamaño que su computador aguante",
    choose: "Elegir archivos",
    paste: "Pegar",
    paste_hint: "Copie las celdas en su hoja de cálculo y presione Ctrl+V (⌘V) aquí.",
    sample: "Probar el ejemplo",
    picture: "Lo que obtiene, aquí con el ejemplo",
    requests: Plural::two(
        "{n} petición desde que se cargó esta página",
        "{n} peticiones desde que se cargó esta página",
    ),
    offline: "funciona con la red apagada",
    rule_waiting: "Este enlace trae una regla y ningún dato. Suelte su archivo para ver a quién selecciona:",
    not_loaded: "Carteira no terminó de cargar. Revise la conexión e inténtelo de nuevo; sus archivos siguen donde estaban.",
};
