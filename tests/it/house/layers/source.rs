//! A source as the layers' rules read it: its paths, made absolute, and its code without comments and texts.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Item, ItemMod, ItemUse, Macro, Type, UseTree};

/// A file's source by its path below a directory.
pub struct File {
    pub path: String,
    pub text: String,
}

/// Every source below a directory of the project, in order.
pub fn files(below: &str) -> Vec<File> {
    fn walk(dir: &Path, root: &Path, found: &mut Vec<File>) {
        for entry in fs::read_dir(dir).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, root, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root).expect("below").to_str().expect("text").to_owned();
                found.push(File { path: name, text: fs::read_to_string(&path).expect("a text") });
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(below);
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// A path from the root of the library: `["domain", "money", "Money"]`.
pub type Absolute = Vec<String>;

/// The module that a file is: `["domain", "money"]` of `domain/money/mod.rs`, none of `lib.rs`.
pub fn module(path: &str) -> Absolute {
    let module = path.trim_end_matches(".rs").trim_end_matches("/mod");
    if module == "lib" { Vec::new() } else { module.split('/').map(str::to_owned).collect() }
}

/// A path that a source names.
pub struct Reference {
    pub path: Absolute,
    /// It stands in a module of tests.
    pub in_tests: bool,
}

/// The paths of a source.
pub struct Paths {
    pub references: Vec<Reference>,
    /// The names that `use` brings into the file's own module, by what they stand for.
    pub imports: BTreeMap<String, Absolute>,
    here: Absolute,
    /// The number of modules of tests around the place that is read.
    tests: usize,
    file: Absolute,
}

impl Paths {
    /// Reads every path that begins with `crate`, `$crate`, `self` or `super`, or, in the program, with the library's name.
    pub fn read(path: &str, text: &str) -> Self {
        let file = module(path);
        let in_tests = file.iter().any(|part| part == "tests");
        let mut paths = Self {
            references: Vec::new(),
            imports: BTreeMap::new(),
            here: file.clone(),
            tests: usize::from(in_tests),
            file,
        };
        let parsed = syn::parse_file(text).unwrap_or_else(|e| panic!("{path}: {e}"));
        paths.visit_file(&parsed);
        paths
    }

    /// A path from the root, if its beginning says where that is.
    fn absolute(&self, names: &[String]) -> Option<Absolute> {
        let (first, mut rest) = names.split_first()?;
        let mut found = match first.as_str() {
            "crate" => Vec::new(),
            "chit" if self.file == ["main"] => Vec::new(),
            "self" => self.here.clone(),
            "super" => self.here[..self.here.len().saturating_sub(1)].to_vec(),
            _ => return None,
        };
        while let Some(("super", further)) = rest.split_first().map(|(first, rest)| (first.as_str(), rest)) {
            found.pop();
            rest = further;
        }
        found.extend(rest.iter().cloned());
        Some(found)
    }

    fn note(&mut self, names: &[String]) {
        if let Some(path) = self.absolute(names).filter(|path| !path.is_empty()) {
            self.references.push(Reference { path, in_tests: self.tests > 0 });
        }
    }

    /// Every path of a tree of imports, with the names that they get.
    fn imports(&mut self, tree: &UseTree, before: &[String]) {
        let mut path = before.to_vec();
        let name = match tree {
            UseTree::Path(further) => {
                path.push(further.ident.to_string());
                return self.imports(&further.tree, &path);
            }
            UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.imports(tree, before));
            }
            UseTree::Name(name) => {
                if name.ident != "self" {
                    path.push(name.ident.to_string());
                }
                path.last().cloned()
            }
            UseTree::Rename(renamed) => {
                if renamed.ident != "self" {
                    path.push(renamed.ident.to_string());
                }
                Some(renamed.rename.to_string())
            }
            UseTree::Glob(_) => {
                path.push("*".to_owned());
                None
            }
        };
        if let (Some(name), Some(absolute), true) = (name, self.absolute(&path), self.here == self.file) {
            self.imports.insert(name, absolute);
        }
        self.note(&path);
    }

    /// The paths in a macro's tokens, which have no grammar but that of their macro.
    fn tokens(&mut self, stream: TokenStream) {
        let trees: Vec<_> = stream.into_iter().collect();
        let mut at = 0;
        while at < trees.len() {
            match &trees[at] {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(ident) if !follows_a_path(&trees, at) => {
                    let names = vec![ident.to_string()];
                    at = self.path_of_tokens(names, &trees, at + 1);
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// Goes on with a path as far as it goes, through each branch of a group; answers the place behind it.
    fn path_of_tokens(&mut self, mut names: Vec<String>, trees: &[TokenTree], mut at: usize) -> usize {
        while is_sign(trees.get(at), ':') && is_sign(trees.get(at + 1), ':') {
            match trees.get(at + 2) {
                Some(TokenTree::Ident(ident)) => names.push(ident.to_string()),
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    let inside: Vec<_> = group.stream().into_iter().collect();
                    for branch in inside.split(|tree| is_sign(Some(tree), ',')) {
                        if let Some(TokenTree::Ident(ident)) = branch.first() {
                            let mut names = names.clone();
                            names.push(ident.to_string());
                            self.path_of_tokens(names, branch, 1);
                        }
                    }
                    return at + 3;
                }
                Some(tree) if is_sign(Some(tree), '*') => names.push("*".to_owned()),
                _ => break,
            }
            at += 3;
        }
        self.note(&names);
        at
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let tests = usize::from(item.attrs.iter().any(is_for_tests) || item.ident == "tests");
        self.here.push(item.ident.to_string());
        self.tests += tests;
        visit::visit_item_mod(self, item);
        self.tests -= tests;
        self.here.pop();
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        visit::visit_visibility(self, &item.vis);
        self.imports(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.note(&names);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        visit::visit_macro(self, call);
        self.tokens(call.tokens.clone());
    }

    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Verbatim(tokens) => self.tokens(tokens.clone()),
            _ => visit::visit_item(self, item),
        }
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Verbatim(tokens) => self.tokens(tokens.clone()),
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_type(&mut self, kind: &'ast Type) {
        match kind {
            Type::Verbatim(tokens) => self.tokens(tokens.clone()),
            _ => visit::visit_type(self, kind),
        }
    }
}

fn is_for_tests(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|what| what == "test")
}

fn is_sign(tree: Option<&TokenTree>, sign: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// Tells whether a token is not the first one of its path.
fn follows_a_path(trees: &[TokenTree], at: usize) -> bool {
    at >= 2 && is_sign(trees.get(at - 1), ':') && is_sign(trees.get(at - 2), ':')
}

/// A source's code in one line: no comments, no texts, a space between words only.
pub fn bare(text: &str) -> String {
    fn write(stream: TokenStream, code: &mut String) {
        for tree in stream {
            match tree {
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::None => ("", ""),
                    };
                    code.push_str(open);
                    write(group.stream(), code);
                    code.push_str(close);
                }
                TokenTree::Ident(ident) => {
                    if code.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                        code.push(' ');
                    }
                    code.push_str(&ident.to_string());
                }
                TokenTree::Punct(punct) => code.push(punct.as_char()),
                TokenTree::Literal(_) => code.push(' '),
            }
        }
    }
    let mut code = String::new();
    write(text.parse().expect("Rust"), &mut code);
    code
}
