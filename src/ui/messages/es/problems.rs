use crate::ui::messages::*;

pub const PROBLEMS: Problems = Problems {
    empty_file: "{file} está vacío. Expórtelo otra vez y suelte el archivo nuevo.",
    image: "{file} es una imagen, no una tabla. Exporte sus pedidos como CSV y suelte ese archivo.",
    pdf: "{file} es un PDF, no una tabla. Exporte sus pedidos como CSV y suelte ese archivo.",
    spreadsheet: "{file} es una hoja de cálculo. Ábrala, elija Guardar como, luego CSV (UTF-8), y suelte ese archivo; o copie las celdas y péguelas aquí.",
    archive: "{file} es un archivo comprimido. Descomprímalo y suelte el archivo que trae dentro.",
    json: "{file} es JSON, que aquí no se lee. Exporte sus pedidos como CSV y suelte ese archivo.",
    web: "{file} es una página web con nombre de hoja de cálculo. Ábrala en su hoja de cálculo, elija Guardar como, luego CSV (UTF-8), y suelte ese archivo.",
    not_a_table: "{file} no contiene una tabla que podamos leer. Exporte sus pedidos como CSV y suelte ese archivo.",
    only_header: "{file} tiene nombres de columnas, pero ningún registro debajo. Expórtelo otra vez, con las fechas que quiere.",
    no_customer: "Ninguna columna de {file} dice quién es el cliente. Expórtelo otra vez con un número, correo o nombre del cliente, o elija la columna en la pantalla Archivos.",
    no_orders: "Aquí hay clientes, pero ningún pedido. Agregue también el archivo de pedidos.",
    unreadable: "{file} no se pudo leer hasta el final: lo movieron, lo cambiaron o lo quitaron. Elíjalo otra vez; lo que había antes sigue aquí.",
    stopped: "El motor se detuvo, probablemente por falta de memoria, y lo que sabía se perdió. Cierre otras pestañas, o deje por fuera columnas que no necesite, y abra sus archivos otra vez. ({detail})",
    stopped_not_lost: "El motor se detuvo, probablemente por falta de memoria. Lo que había antes se está abriendo otra vez. Para agregar más, cierre otras pestañas o deje por fuera columnas que no necesite. ({detail})",
    no_such_customer: "No hay un cliente {key} en estos datos.",
    dismiss: "Descartar",
    rule_too_early: "En las reglas de «{field}» no se puede usar «{uses}»: esa clasificación se calcula después.",
    name_missing: "Póngale un nombre a la clasificación.",
    name_taken: "Ya hay algo que se llama «{name}». Elija otro nombre.",
};
