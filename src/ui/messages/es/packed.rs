use crate::ui::messages::*;

pub const PACKED: Packed = Packed {
    locked: "{file} está protegido con contraseña. Ábralo en su hoja de cálculo, guárdelo sin ella y suelte ese archivo.",
    torn: "No se puede abrir {file}: está dañado o no se copió hasta el final. Guárdelo de nuevo y suelte el archivo nuevo.",
    too_large: "{file} es demasiado grande para abrirlo aquí. Guarde sus hojas como CSV, que pueden tener cualquier tamaño, y suelte esos archivos.",
    empty: "No hay ninguna tabla en {file}. Suelte el archivo que tiene sus pedidos.",
    hidden: "La hoja «{part}» de {file} está oculta y quedó por fuera. Para usarla, muéstrela, guarde el archivo y suéltelo de nuevo.",
    no_table: "«{part}», en {file}, no tiene una tabla y quedó por fuera.",
    no_customers: "{file} quedó por fuera: ninguna columna dice quién es el cliente. Si debe contar, agréguele un código de cliente.",
    too_many_rows: "Una hoja de Excel tiene espacio para 1.048.575 personas, y esta lista es más larga. Seleccione menos o exporte en CSV.",
    rule_sheet: "Hoja de reglas",
};
