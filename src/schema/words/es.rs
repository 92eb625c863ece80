//! Spanish header words, folded.

use super::{Table, Word::*};

pub const WORDS: Table = &[
    (
        Customer,
        "cliente|clientes|comprador|compradora|consumidor|usuario|socio|suscriptor|abonado|titular|pagador|alumno|paciente|cuenta",
    ),
    (Username, "nombre de usuario|usuario comprador|alias"),
    (Person, "contacto|contactos|persona|persona de contacto"),
    (Company, "empresa|organizacion|compania|sociedad"),
    (LegalName, "razon social|nombre comercial|nombre fiscal|denominacion|nombre de fantasia"),
    (Lead, "prospecto|prospectos|lead|cliente potencial"),
    (
        Seller,
        "vendedor|vendedora|representante|asesor|asesora|agente|comercial|responsable|propietario|empleado|cajero|ejecutivo|propietario del contacto|ejecutivo de cuenta|gestor|dependiente|atendido por",
    ),
    (Supplier, "proveedor|fabricante"),
    (CurrentSupplier, "proveedor actual|competidor|competencia|operador actual|actual proveedor"),
    (
        Referrer,
        "referido por|recomendado por|referente|quien lo refirio|padrino|recomendador|recomendante",
    ),
    (Beneficiary, "beneficiario|beneficiaria|dependiente economico|carga familiar"),
    (
        Name,
        "nombre|nombre completo|nombres|nombre y apellido|nombre y apellidos|apellidos y nombre",
    ),
    (
        NamePart,
        "apellido|apellidos|primer nombre|segundo apellido|primer apellido|nombre de pila|segundo nombre",
    ),
    (
        Email,
        "correo|correo electronico|email|e mail|mail|direccion de correo|correo e|direccion de email|direccion de correo electronico",
    ),
    (
        Phone,
        "telefono|telefonos|celular|movil|tel|tfno|numero de telefono|telf|telefono movil|fono|numero de celular|tlf|tfno movil|telefono fijo|nro telefono|whatsapp",
    ),
    (
        Document,
        "nit|nif|cif|dni|rut|ruc|rfc|cedula|cuit|curp|cuil|nie|identificacion|documento de identidad|numero de identificacion|numero de documento|cc nit|nit cc|cedula nit|run|cedula de ciudadania|id fiscal|identificacion fiscal|numero identificacion|documento identidad|nif cif|dni cif|rut cliente",
    ),
    (Paper, "documento|doc|comprobante"),
    (Address, "direccion|calle|domicilio|avenida|direccion de envio|direccion de facturacion"),
    (
        Region,
        "ciudad|estado|provincia|pais|region|departamento region|municipio|comuna|zona|localidad|poblacion|comunidad autonoma|distrito|barrio|colonia|entidad federativa|comunidad|sector geografico",
    ),
    (Zip, "codigo postal|cp|cod postal|c postal"),
    (Id, "codigo|cod|numero|num|nro|n|no|nr|folio|clave|identificador|id"),
    (
        Order,
        "pedido|pedidos|compra|compras|venta|orden|ordenes|reserva|encargo|orden de compra|ventas",
    ),
    (Transaction, "transaccion|transacciones|operacion|movimiento"),
    (Invoice, "factura|facturas|fact|cfdi|factura electronica"),
    (Receipt, "recibo|boleta|ticket|tiquete|albaran|remision|nota de venta|vale"),
    (Payment, "pago|pagos|cobro|abono"),
    (Line, "linea|renglon|partida|item|items|linea de pedido"),
    (Product, "producto|productos|articulo|articulos|item|curso|servicio|mercancia|oferta|prenda"),
    (
        Sku,
        "sku|codigo producto|cod producto|codigo de producto|codigo articulo|codigo de barras|referencia|codigo del producto|cod articulo|codigo de articulo|ref articulo|clave producto|ref",
    ),
    (Description, "descripcion|desc|detalle|detalles|concepto|glosa|descripcion articulo"),
    (Title, "titulo|asunto"),
    (
        Category,
        "categoria|categorias|familia|linea de producto|tipo de producto|subcategoria|grupo de productos|seccion|rubro producto|subfamilia|tipo producto|grupo producto",
    ),
    (Type, "tipo|clase"),
    (Group, "grupo|nivel|perfil|clasificacion"),
    (
        Quantity,
        "cantidad|cant|unidades|uds|cant vendida|cantidad vendida|piezas|cantidad pedida|ctd|cantidad de articulos|pzas|unidades vendidas",
    ),
    (Stock, "existencias|inventario|stock|disponible"),
    (Deal, "negocio|negociacion|oportunidad|propuesta|cotizacion|presupuesto|trato|negocios"),
    (Date, "fecha|dia|fec|fecha y hora|fecha hora|fch|f"),
    (Time, "hora|horario"),
    (
        Created,
        "creado|creado el|creacion|fecha de creacion|fecha creacion|alta pedido|creado en|ingresado|fecha de ingreso pedido|fecha registro pedido|realizado el",
    ),
    (
        Sold,
        "vendido|vendido el|fecha de venta|fecha venta|fecha de compra|fecha compra|comprado el|fecha de pedido|fecha pedido|fecha del pedido|fecha de la compra|fecha de la venta|fecha orden|fecha de orden",
    ),
    (
        Issued,
        "emision|emitido|fecha de emision|fecha emision|fecha factura|fecha de factura|contabilizacion|fecha doc|fecha documento|fecha de facturacion|fecha facturacion",
    ),
    (Paid, "pagado|pagada|pagado el|fecha de pago|fecha pago|cobrado|fecha de cobro"),
    (
        Updated,
        "actualizado|actualizacion|modificado|modificacion|ultima actualizacion|ultima modificacion",
    ),
    (
        Due,
        "vencimiento|vence|caducidad|plazo|expira|proxima actividad|proximo|proxima|fecha limite",
    ),
    (Close, "cierre|cerrado|fecha de cierre|fecha cierre"),
    (Expected, "previsto|prevista|estimado|estimada|esperado|esperada"),
    (Won, "ganado|ganado el|fecha ganado"),
    (
        Birth,
        "nacimiento|fecha de nacimiento|fecha nacimiento|cumpleanos|fec nac|f nacimiento|fecha nac|nacido",
    ),
    (
        Signup,
        "alta|fecha de alta|fecha alta|registro|fecha de registro|fecha registro|inscripcion|cliente desde|registrado el|antiguedad|fecha de inscripcion|socio desde|suscrito el|afiliacion|fecha de afiliacion|ingreso|fecha de ingreso",
    ),
    (
        Amount,
        "mensualidad|importe|monto|valor|importe pagado|valor pagado|monto pagado|ingreso venta|facturacion|valor venta|monto venta|suma|cuantia|importe linea|valor de la venta|ingresos|importe de la venta|monto de la venta|valor del pedido|importe del pedido",
    ),
    (
        Total,
        "total|importe total|monto total|valor total|total venta|total pedido|total factura|total linea|precio total|total de la venta|total del pedido|total compra|suma total|total de la factura",
    ),
    (
        Grand,
        "total general|total pagado|total a pagar|importe final|total final|total con iva|total con impuestos|total iva incluido|total cobrado",
    ),
    (Subtotal, "subtotal|sub total|base imponible|neto gravado|total sin iva|importe sin iva"),
    (Price, "precio|tarifa|precio de venta|precio venta|pvp"),
    (Unit, "unitario|unidad precio|por unidad|unit|unitaria|ud"),
    (Gross, "bruto|bruta"),
    (Net, "neto|neta|valor neto|importe neto|total neto|monto neto"),
    (Tax, "impuesto|impuestos|iva|igv|retencion|itbis|ieps"),
    (
        Delivery,
        "envio|entrega|flete|gastos de envio|fecha de entrega|fecha de envio|transporte|despacho|costo de envio|fecha entrega|portes",
    ),
    (
        Fee,
        "comision|comisiones|cargo|cargos|recargo|propina|intereses|tasas|tarifa servicio|cuota servicio",
    ),
    (
        Refund,
        "reembolso|devolucion|reembolsado|devuelto|importe reembolsado|monto reembolsado|nota de credito|contracargo",
    ),
    (Balance, "saldo|limite de credito|puntos|credito|deuda|pendiente|saldo pendiente"),
    (
        Cost,
        "costo|coste|costos|precio de costo|coste unitario|costo unitario|costo total|precio de coste|costo de venta",
    ),
    (
        Discount,
        "descuento|descuentos|dto|rebaja|bonificacion|valor descuento|monto descuento|importe descuento|dcto",
    ),
    (Coupon, "cupon|codigo de descuento|codigo de cupon|codigo cupon|codigo promocional|promocion"),
    (Margin, "margen|ganancia|utilidad|beneficio|margen bruto|utilidad bruta|rentabilidad"),
    (Converted, "convertido|tipo de cambio|tasa de cambio|cambio"),
    (
        Compare,
        "precio de lista|precio original|precio normal|precio comparacion|precio de catalogo",
    ),
    (Currency, "moneda|divisa|codigo de moneda|cod moneda|codigo moneda|tipo de moneda"),
    (Installment, "cuota|cuotas|plazos|numero de cuotas|n cuotas|cantidad de cuotas"),
    (
        Lifetime,
        "total gastado|gasto total|total comprado|importe gastado|valor de vida|total de compras|monto acumulado|acumulado",
    ),
    (
        Count,
        "numero de pedidos|cantidad de pedidos|total de pedidos|numero de compras|cantidad de compras|n pedidos|frecuencia|recencia|num pedidos|total pedidos|dias sin comprar|n compras|conteo",
    ),
    (
        Last,
        "ultimo|ultima|ultima compra|ultimo pedido|fecha ultima compra|fecha de ultima compra|fecha de la ultima compra|ultima visita|anterior",
    ),
    (
        First,
        "primero|primer|primera|primera compra|primer pedido|fecha primera compra|fecha de primera compra",
    ),
    (Average, "medio|promedio|ticket promedio|media|ticket medio|valor promedio"),
    (Annual, "anual|mensual|facturacion anual|ingresos anuales"),
    (
        Status,
        "estado|estatus|situacion|estado del pedido|estado pedido|estado de pago|estado del pago|estado de la orden|estado orden|estado factura|status",
    ),
    (Dispute, "disputa|reclamo"),
    (Card, "tarjeta|banco|marca de tarjeta|titular de la tarjeta"),
    (Billing, "de facturacion|facturar a"),
    (
        Cancelled,
        "cancelado|cancelada|anulado|anulada|cancelacion|anulacion|fecha de cancelacion|fecha anulacion",
    ),
    (Channel, "canal|canal de venta|canal de ventas|punto de venta|medio|canal venta"),
    (
        Source,
        "origen|fuente|procedencia|fuente del lead|como nos conocio|origen del lead|origen del contacto|fuente original",
    ),
    (
        Stage,
        "etapa|fase|embudo|etapa del embudo|etapa del negocio|etapa del ciclo de vida|etapa de venta|etapa del trato|fase de venta|ciclo de vida",
    ),
    (
        Event,
        "evento|eventos|actividad|tipo de evento|interaccion|nombre del evento|tipo evento|visita|encuesta",
    ),
    (Action, "accion|tipo de accion|tipo de actividad"),
    (
        Direction,
        "entrada salida|debito credito|tipo de movimiento|sentido|debe haber|cargo abono|ingreso egreso|naturaleza",
    ),
    (
        Score,
        "puntuacion|puntaje|calificacion|satisfaccion|valoracion|nota|nps|nota encuesta|estrellas",
    ),
    (Risk, "riesgo|nivel de riesgo|probabilidad"),
    (
        Plan,
        "plan|suscripcion|membresia|paquete|abono plan|nombre del plan|tipo de suscripcion|plan contratado",
    ),
    (
        Sector,
        "sector|rubro|giro|industria|actividad economica|ramo|segmento de mercado|sector economico|giro comercial",
    ),
    (
        Stratum,
        "estrato|nivel socioeconomico|clase social|renta|rango de ingresos|nivel de ingresos|estrato socioeconomico|nse",
    ),
    (
        Consent,
        "autoriza datos|autorizacion de datos|autoriza tratamiento|autoriza contacto|consentimiento|acepta|acepta marketing|acepta publicidad|autoriza|acepta correos|acepta email|acepta comunicaciones|boletin|rgpd|habeas data|autorizacion|acepta newsletter|tratamiento de datos|acepta sms",
    ),
    (
        OptOut,
        "no contactar|baja|dado de baja|no molestar|cancelo suscripcion|fecha de baja|lista negra",
    ),
    (Reason, "motivo|razon|causa"),
    (Lost, "perdida|perdido|abandono"),
    (
        LossReason,
        "motivo de perdida|motivo de la perdida|razon de perdida|motivo de cancelacion|motivo de baja|motivo perdida|razon de cierre perdido",
    ),
    (Change, "cambio de etapa"),
    (
        Note,
        "nota|notas|observacion|observaciones|obs|comentario|comentarios|mensaje|etiquetas|etiqueta",
    ),
    (Reference, "pedido original|pedido relacionado|documento origen"),
    (
        Nothing,
        "estado civil|forma de pago|metodo de pago|medio de pago|condicion de pago|tipo de documento|tipo documento|tipo de cliente|tipo cliente|grupo de cliente|grupo de clientes|tipo de pago|metodo de envio|forma de envio|edad|sexo|genero|cargo|profesion|idioma|zona horaria|unidad|unidad de medida|marca|talla|color|peso|variante|tienda|sucursal|bodega|almacen|serie|tipo de comprobante|condiciones de pago|puesto|ocupacion|campana|empresa de transporte|tipo de identificacion|numero de seguimiento|mes|ano|semana|dia de la semana|trimestre|modelo|campana publicitaria",
    ),
];
