//! Saves a picture of the page as a file: an SVG that bears the colours and fonts of the page as it looks now, or a PNG
//! drawn from it. All in the page; nothing is fetched.
//!
//! The trap: a file knows no style sheet, so that what it says of every shape is written to the shape itself.

use crate::ui::page;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlImageElement,
    Url, XmlSerializer,
};

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Svg,
    Png,
}

/// What a style sheet may say of a shape.
const STYLES: [&str; 10] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linejoin",
    "paint-order",
    "font-family",
    "font-size",
    "font-weight",
];

/// What only the page needs.
const PAGE_ONLY: [&str; 9] = [
    "class",
    "role",
    "tabindex",
    "aria-label",
    "aria-pressed",
    "aria-hidden",
    "data-mark",
    "data-class",
    "data-hk",
];

const NAMESPACE: &str = "http://www.w3.org/2000/svg";
const MARGIN: f64 = 16.0;
const TITLE: f64 = 30.0;
/// Pixels of the PNG for one of the page.
const DENSITY: f64 = 2.0;

/// Saves the picture under this name, with its title above it.
pub fn save_picture(svg: &Element, title: &str, name: &'static str, format: Format) {
    let Some((text, width, height)) = standalone(svg, title) else { return };
    match format {
        Format::Svg => page::save_text(&format!("{name}.svg"), "image/svg+xml", &text),
        Format::Png => save_png(&text, width, height, name),
    }
}

/// The picture as a document of its own, and its size.
fn standalone(svg: &Element, title: &str) -> Option<(String, f64, f64)> {
    let size = |name: &str| svg.get_attribute(name)?.parse::<f64>().ok();
    let (width, height) = (size("width")? + 2.0 * MARGIN, size("height")? + 2.0 * MARGIN + TITLE);
    let copy: Element = svg.clone_node_with_deep(true).ok()?.unchecked_into();
    let (ours, theirs) = (svg.query_selector_all("*").ok()?, copy.query_selector_all("*").ok()?);
    for i in 0..ours.length() {
        let (Some(from), Some(to)) = (ours.get(i), theirs.get(i)) else { continue };
        let (from, to): (Element, Element) = (from.unchecked_into(), to.unchecked_into());
        if from.class_list().contains("hit") {
            to.remove();
        } else {
            bear_styles(&from, &to);
        }
    }
    strip(&copy);
    let set = |name: &str, value: &str| copy.set_attribute(name, value).ok();
    set("xmlns", NAMESPACE)?;
    set("width", &width.to_string())?;
    set("height", &height.to_string())?;
    set("viewBox", &format!("{} {} {width} {height}", -MARGIN, -MARGIN - TITLE))?;

    let body = page::document().body()?;
    let style = page::window().get_computed_style(&body).ok()??;
    let of_page = |name: &str| style.get_property_value(name).unwrap_or_default();
    let paper = element("rect")?;
    for (name, value) in [
        ("x", (-MARGIN).to_string()),
        ("y", (-MARGIN - TITLE).to_string()),
        ("width", width.to_string()),
        ("height", height.to_string()),
        ("fill", paper_colour(svg)?),
    ] {
        paper.set_attribute(name, &value).ok()?;
    }
    let head = element("text")?;
    for (name, value) in [
        ("y", "-12".to_string()),
        ("fill", of_page("color")),
        ("font-family", of_page("font-family")),
        ("font-size", "15".to_string()),
        ("font-weight", "600".to_string()),
    ] {
        head.set_attribute(name, &value).ok()?;
    }
    head.set_text_content(Some(title));
    copy.insert_before(&head, copy.first_child().as_ref()).ok()?;
    copy.insert_before(&paper, Some(&head)).ok()?;
    Some((XmlSerializer::new().ok()?.serialize_to_string(&copy).ok()?, width, height))
}

fn element(name: &str) -> Option<Element> {
    page::document().create_element_ns(Some(NAMESPACE), name).ok()
}

/// Writes what the style sheets say of a shape to its copy.
fn bear_styles(from: &Element, to: &Element) {
    if !matches!(from.tag_name().as_str(), "rect" | "path" | "circle" | "text") {
        return strip(to);
    }
    let Ok(Some(style)) = page::window().get_computed_style(from) else { return };
    for name in STYLES {
        if name.starts_with("font") && from.tag_name() != "text" {
            continue;
        }
        if let Ok(value) = style.get_property_value(name)
            && !value.is_empty()
        {
            let _ = to.set_attribute(name, &value);
        }
    }
    strip(to);
}

fn strip(element: &Element) {
    PAGE_ONLY.iter().for_each(|name| drop(element.remove_attribute(name)));
}

/// The colour of the card the picture lies on.
fn paper_colour(svg: &Element) -> Option<String> {
    let card = svg.closest(".card").ok()??;
    let style = page::window().get_computed_style(&card).ok()??;
    style.get_property_value("background-color").ok()
}

fn save_png(svg: &str, width: f64, height: f64, name: &'static str) {
    let options = BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    let parts = Array::of1(&svg.into());
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    let (Ok(url), Ok(image)) = (Url::create_object_url_with_blob(&blob), HtmlImageElement::new())
    else {
        return;
    };
    let drawn = image.clone();
    let source = url.clone();
    let on_load = Closure::once_into_js(move || {
        // Without a canvas there is no PNG; the SVG can still be had.
        let _ = draw(&drawn, width, height, name);
        let _ = Url::revoke_object_url(&source);
    });
    image.set_onload(Some(on_load.unchecked_ref()));
    image.set_src(&url);
}

fn draw(
    image: &HtmlImageElement,
    width: f64,
    height: f64,
    name: &'static str,
) -> Result<(), JsValue> {
    let canvas: HtmlCanvasElement = page::document().create_element("canvas")?.unchecked_into();
    canvas.set_width((width * DENSITY) as u32);
    canvas.set_height((height * DENSITY) as u32);
    let Some(context) = canvas.get_context("2d")? else { return Ok(()) };
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.scale(DENSITY, DENSITY)?;
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height)?;
    let save = Closure::once_into_js(move |blob: JsValue| {
        if let Ok(blob) = blob.dyn_into::<Blob>() {
            page::save_blob(&format!("{name}.png"), &blob);
        }
    });
    canvas.to_blob(save.unchecked_ref())
}
