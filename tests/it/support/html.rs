//! Pages as a browser reads them: by the HTML standard's own way of making a tree out of whatever comes.

use std::collections::BTreeMap;

use base64::Engine as _;
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use sha2::{Digest, Sha256};

/// Attributes that are read to people.
const READ_OUT: [&str; 6] = ["alt", "aria-label", "title", "placeholder", "data-copied", "data-not-copied"];

/// A page's elements, in the order in which they stand in it.
pub struct Page {
    elements: Vec<Element>,
    /// Every piece of text, with the element that it is in.
    pieces: Vec<(usize, String)>,
    /// What a browser had to put up with.
    pub errors: Vec<String>,
}

/// An element, with everything that is in it.
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// All text in it, also that of the elements in it.
    pub text: String,
    /// The elements that it is in, the outermost first.
    ancestors: Vec<usize>,
}

impl Element {
    /// An attribute, empty where there is none.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// `p`, `.note`, `#amount`, `p.note`: a name, or a name and one mark.
    fn is(&self, step: &str) -> bool {
        let (name, mark) = step.split_at(step.find(['.', '#']).unwrap_or(step.len()));
        let marked = match mark.split_at(mark.len().min(1)) {
            (".", class) => self.attribute("class").split(' ').any(|c| c == class),
            ("#", id) => self.attribute("id") == id,
            _ => true,
        };
        marked && (name.is_empty() || self.name == name)
    }
}

impl Page {
    pub fn read(html: &str) -> Self {
        let dom = dom(html);
        let mut page = Self { elements: Vec::new(), pieces: Vec::new(), errors: Vec::new() };
        page.take(&dom.document, &mut Vec::new());
        page.errors = dom.errors.borrow().iter().map(ToString::to_string).collect();
        page
    }

    fn take(&mut self, node: &Handle, within: &mut Vec<usize>) {
        match &node.data {
            // A style is nothing that anybody reads.
            NodeData::Text { .. } if within.last().is_some_and(|at| self.elements[*at].name == "style") => {}
            NodeData::Text { contents } => {
                let text = contents.borrow().to_string();
                for at in within.iter() {
                    self.elements[*at].text.push_str(&text);
                }
                if let Some(at) = within.last() {
                    self.pieces.push((*at, text));
                }
            }
            NodeData::Element { name, attrs, .. } => {
                let attributes = attrs.borrow();
                let attributes = attributes.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
                let name = name.local.to_string();
                self.elements.push(Element { name, attributes, text: String::new(), ancestors: within.clone() });
                within.push(self.elements.len() - 1);
                self.children(node, within);
                within.pop();
            }
            NodeData::Comment { contents } => panic!("a comment: {contents}"),
            _ => self.children(node, within),
        }
    }

    fn children(&mut self, node: &Handle, within: &mut Vec<usize>) {
        for child in node.children.borrow().iter() {
            self.take(child, within);
        }
    }

    /// The elements that a way leads to: `ul.items li` is every `li` in a `ul` of the class `items`.
    pub fn all(&self, way: &str) -> Vec<&Element> {
        let steps: Vec<_> = way.split(' ').collect();
        let (last, outer) = steps.split_last().expect("a step");
        let leads = |element: &&Element| {
            let mut ancestors = element.ancestors.iter().map(|at| &self.elements[*at]);
            element.is(last) && outer.iter().all(|step| ancestors.any(|ancestor| ancestor.is(step)))
        };
        self.elements.iter().filter(leads).collect()
    }

    /// The first element that a way leads to.
    #[track_caller]
    pub fn one(&self, way: &str) -> &Element {
        self.all(way).first().copied().unwrap_or_else(|| panic!("no {way} in:\n{}", self.text()))
    }

    /// The texts of the elements that a way leads to.
    pub fn texts(&self, way: &str) -> Vec<&str> {
        self.all(way).into_iter().map(|element| element.text.as_str()).collect()
    }

    /// What a `<meta>` says under a name or a property.
    #[track_caller]
    pub fn meta(&self, name: &str) -> &str {
        let named = |e: &&Element| e.attribute("property") == name || e.attribute("name") == name;
        let found = self.all("meta").into_iter().find(named);
        found.unwrap_or_else(|| panic!("no {name} in:\n{}", self.text())).attribute("content")
    }

    /// The elements and the names of their attributes, each as deep as it stands: what text must not change.
    pub fn shape(&self) -> Vec<String> {
        let line = |e: &Element| {
            let names: Vec<_> = e.attributes.keys().map(String::as_str).collect();
            format!("{}{} {}", " ".repeat(e.ancestors.len()), e.name, names.join(" "))
        };
        self.elements.iter().map(line).collect()
    }

    /// Everything that a person reads or hears, but for what stands in an element that `leave_out` names.
    pub fn read_out(&self, leave_out: impl Fn(&Element) -> bool) -> String {
        let left_out =
            |element: &Element| leave_out(element) || element.ancestors.iter().any(|at| leave_out(&self.elements[*at]));
        let heard = self.elements.iter().filter(|e| !left_out(e)).flat_map(|e| READ_OUT.map(|name| e.attribute(name)));
        let read = self.pieces.iter().filter(|(at, _)| !left_out(&self.elements[*at])).map(|(_, text)| text.as_str());
        heard.filter(|text| !text.is_empty()).flat_map(|text| [text, "\n"]).chain(read).collect()
    }

    pub fn text(&self) -> String {
        self.read_out(|_| false)
    }
}

fn dom(html: &str) -> RcDom {
    // Without scripts, so that what stands in <noscript> is read as well.
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    parse_document(RcDom::default(), options).one(html)
}

/// A page as a person can read it in a diff: an element in each line, as deep as it stands, with its text behind it.
pub fn outline(html: &str) -> String {
    fn write(node: &Handle, depth: usize, lines: &mut Vec<String>) {
        let indent = "  ".repeat(depth);
        match &node.data {
            NodeData::Text { contents } => {
                let text = contents.borrow().split_whitespace().collect::<Vec<_>>().join(" ");
                if !text.is_empty() {
                    lines.push(format!("{indent}{text}"));
                }
            }
            NodeData::Element { name, attrs, .. } => {
                let mut line = format!("{indent}<{}", name.local);
                for attribute in attrs.borrow().iter() {
                    let value = attribute.value.to_string();
                    // Drawings and pictures: tests of their own look at them.
                    let value = if value.len() > 300 { "…" } else { &value };
                    // What makes a form good once is drawn for each page.
                    let is_drawn = &*attribute.name.local == "value" && line.ends_with(" name=\"once\"");
                    let value = if is_drawn { "[once]" } else { value };
                    line.push_str(&format!(" {}=\"{value}\"", attribute.name.local));
                }
                lines.push(line + ">");
                // One style for all pages.
                if &*name.local != "style" {
                    node.children.borrow().iter().for_each(|child| write(child, depth + 1, lines));
                }
            }
            _ => node.children.borrow().iter().for_each(|child| write(child, depth, lines)),
        }
    }
    let dom = dom(html);
    let mut lines = Vec::new();
    write(&dom.document, 0, &mut lines);
    lines.join("\n")
}

/// A page without the one style that its policy (`Content-Security-Policy`) lets in by hash. Panics where that is another one.
#[track_caller]
pub fn without_allowed_style(page: &str, policy: &str) -> String {
    let style = super::between(page, "<style>", "</style>");
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(style));
    super::has(policy, &[&format!("style-src 'self' 'sha256-{hash}';")]);
    page.replacen(&format!("<style>{style}</style>"), "", 1)
}
