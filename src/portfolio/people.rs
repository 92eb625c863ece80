//! **People**: whose record is whose, over all files. A customer of a file is a distinct key in it; it is
//! the customer of other files that has the same key, else the one whose e-mail, phone (digits) or
//! document (digits and letters) equals.
//!
//! Where several identities each equal exactly one customer's and these are different customers, or none
//! is exact and one equals several, nobody can say who it is: the records are set aside.
//!
//! The trap: order. The first file of orders founds the customers, then come the customers files, the other
//! files of orders, events. So a customers file that knows both ids bridges files that know one each. The
//! key a customer bears is the one its orders use.

use super::{
    columns::Note,
    join::locate,
    settle::{File, NO_ROW, USED, fate},
};
use crate::{
    issues::Reason,
    schema::{mapping::FileKind, role::Role},
    text::{Interner, Texts},
};

/// No customer.
pub const NOBODY: u32 = u32::MAX;
/// More than one customer.
pub const SEVERAL: u32 = u32::MAX - 1;

/// The customers of all files, sorted by key.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Key of customer `i` is text `i + 1`.
    pub keys: Texts,
    /// By file, by number of the key in it: the customer, [`NOBODY`] or [`SEVERAL`].
    of_key: Vec<Vec<u32>>,
    bases: Vec<u32>,
    /// Customers by any key that any file knows them by, and by e-mail. Empty where nobody asks.
    aliases: Registry,
    emails: Registry,
}

/// Texts and whose they are.
#[derive(Debug, Clone, Default)]
struct Registry {
    texts: Interner,
    owner: Vec<u32>,
}

impl Registry {
    fn owner(&self, text: &str) -> u32 {
        self.texts
            .find(text)
            .and_then(|code| self.owner.get(code as usize))
            .copied()
            .unwrap_or(NOBODY)
    }

    fn add(&mut self, text: &str, customer: u32) {
        let code = self.texts.intern(text) as usize;
        self.owner.resize(self.owner.len().max(code + 1), NOBODY);
        let owner = &mut self.owner[code];
        *owner = if *owner == NOBODY || *owner == customer { customer } else { SEVERAL };
    }
}

/// Kinds of identity beside the key.
const IDENTITIES: [Role; 3] = [Role::Email, Role::Phone, Role::Document];

/// An identity in the form in which it compares; empty for none.
fn normal(role: Role, text: &str) -> String {
    match role {
        Role::Email if text.contains('@') => text.trim().to_lowercase(),
        Role::Phone => text.chars().filter(char::is_ascii_digit).collect(),
        Role::Document => {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
        }
        _ => String::new(),
    }
}

impl People {
    /// Finds out who is who. Rows of which several customers could be are set aside.
    pub fn resolve(files: &mut [File], bases: Vec<u32>) -> People {
        let asked = files.iter().any(|file| file.roles.referrer.is_some());
        let mut finder = Finder {
            register: files.len() > 1 || asked,
            of_key: vec![Vec::new(); files.len()],
            ..Finder::default()
        };
        for at in order_of_files(files) {
            finder.add(files, at);
        }
        let people = finder.finish(files, bases);
        for (at, file) in files.iter_mut().enumerate() {
            for row in 0..file.shard.len() {
                if people.of_key[at].get(file.key(row) as usize) == Some(&SEVERAL) {
                    file.set_aside(row, Reason::SeveralCustomersMatch);
                }
            }
        }
        people.set_lines_aside(files);
        people
    }

    /// How many customers there are.
    pub fn len(&self) -> usize {
        self.keys.len() - 1
    }

    /// The customer of a row, [`NOBODY`] or [`SEVERAL`].
    pub fn of(&self, files: &[File], at: usize, row: usize) -> u32 {
        match files[at].header(row) {
            NO_ROW => self.of_key[at].get(files[at].key(row) as usize).copied().unwrap_or(NOBODY),
            header => {
                let (from, header) = locate(&self.bases, header);
                self.of(files, from, header)
            }
        }
    }

    /// Whose the rows of a file are.
    pub fn owners<'a>(&'a self, files: &'a [File], at: usize) -> Owners<'a> {
        let file = &files[at];
        let keys = file.shard.hot.key.map_or(&[][..], |key| &file.shard.texts[key].codes);
        Owners { people: self, files, at, keys, owner: &self.of_key[at], header: &file.header }
    }

    /// By file: how many customers it knows, and how many of them another file knows too.
    pub fn shared(&self) -> Vec<(u64, u64)> {
        let mut n_files = vec![0u32; self.len()];
        let known: Vec<Vec<u32>> = (self.of_key.iter())
            .map(|owners| {
                let mut own: Vec<u32> = owners.iter().copied().filter(|&c| c < SEVERAL).collect();
                own.sort_unstable();
                own.dedup();
                own.iter().for_each(|&customer| n_files[customer as usize] += 1);
                own
            })
            .collect();
        let shared =
            |own: &Vec<u32>| own.iter().filter(|&&customer| n_files[customer as usize] > 1).count();
        known.iter().map(|own| (own.len() as u64, shared(own) as u64)).collect()
    }

    /// The one customer with that key in any file, or else that e-mail.
    pub fn find(&self, text: &str) -> Option<u32> {
        let owner = match self.aliases.owner(text) {
            NOBODY => self.emails.owner(&normal(Role::Email, text)),
            owner => owner,
        };
        (owner < SEVERAL).then_some(owner)
    }

    /// Lines whose header was set aside go with it.
    fn set_lines_aside(&self, files: &mut [File]) {
        for at in 0..files.len() {
            for row in 0..files[at].header.len() {
                if self.of(files, at, row) == SEVERAL {
                    files[at].set_aside(row, Reason::SeveralCustomersMatch);
                }
            }
        }
    }
}

/// Whose the rows of a file are, at hand for going through all of them.
pub struct Owners<'a> {
    people: &'a People,
    files: &'a [File],
    at: usize,
    keys: &'a [u32],
    owner: &'a [u32],
    header: &'a [u32],
}

impl Owners<'_> {
    /// What [`People::of`] says of a row.
    #[inline]
    pub fn of(&self, row: usize) -> u32 {
        if self.header.get(row).is_some_and(|&header| header != NO_ROW) {
            return self.people.of(self.files, self.at, row);
        }
        let key = self.keys.get(row).copied().unwrap_or(0);
        self.owner.get(key as usize).copied().unwrap_or(NOBODY)
    }
}

/// The first file of orders, customers files, other files of orders, events.
fn order_of_files(files: &[File]) -> Vec<usize> {
    let first =
        files.iter().position(|f| f.shard.kind == FileKind::Orders && f.shard.hot.key.is_some());
    let rank = |at: usize| match files[at].shard.kind {
        _ if first == Some(at) => 0,
        FileKind::Customers => 1,
        FileKind::Orders => 2,
        FileKind::Events => 3,
    };
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(|&at| rank(at));
    order
}

/// Customers as they are found, file after file.
#[derive(Debug, Default)]
struct Finder {
    /// Whether keys and identities are looked up later.
    register: bool,
    of_key: Vec<Vec<u32>>,
    /// File and number there of the key each customer bears, and whether orders use it.
    keys: Vec<(usize, u32, bool)>,
    aliases: Registry,
    identities: [Registry; 3],
}

impl Finder {
    /// Adds the customers of a file: those with a used or a cancelled row.
    fn add(&mut self, files: &[File], at: usize) {
        let file = &files[at];
        let Some(key) = file.shard.hot.key else { return };
        let coded = &file.shard.texts[key];
        let is_order = file.shard.kind == FileKind::Orders;
        let mut made = vec![false; coded.n_texts()];
        for (&code, &fate_of) in coded.codes.iter().zip(&file.fate) {
            made[code as usize] |= fate_of == USED || fate_of == fate(Reason::Cancelled);
        }
        made[0] = false;
        let identities = if self.register { identities(file, &made) } else { Default::default() };
        let mut matches = self.match_identities(&identities, made.len());
        for code in (0..made.len()).filter(|&code| made[code]) {
            let known = self.aliases.owner(coded.text(code as u32));
            let customer = if known != NOBODY { known } else { matches[code] };
            matches[code] = if customer == NOBODY {
                self.keys.push((at, code as u32, is_order));
                self.keys.len() as u32 - 1
            } else {
                if customer != SEVERAL && is_order && !self.keys[customer as usize].2 {
                    self.keys[customer as usize] = (at, code as u32, true);
                }
                customer
            };
        }
        for (code, customer) in matches.iter_mut().enumerate() {
            if !made[code] {
                *customer = NOBODY;
            } else if self.register && *customer != SEVERAL {
                self.aliases.add(coded.text(code as u32), *customer);
            }
        }
        for (registry, pairs) in self.identities.iter_mut().zip(&identities) {
            for (code, text) in pairs {
                let customer = matches[*code as usize];
                if customer < SEVERAL {
                    registry.add(text, customer);
                }
            }
        }
        self.of_key[at] = matches;
    }

    /// By key of the file: the customer that its identities equal, [`NOBODY`] or [`SEVERAL`].
    fn match_identities(&self, identities: &[Vec<(u32, String)>; 3], n_keys: usize) -> Vec<u32> {
        let mut exact = vec![NOBODY; n_keys];
        let mut unclear = vec![false; n_keys];
        for (registry, pairs) in self.identities.iter().zip(identities) {
            for (code, text) in pairs {
                let found = &mut exact[*code as usize];
                match registry.owner(text) {
                    NOBODY => {}
                    SEVERAL => unclear[*code as usize] = true,
                    owner if *found == NOBODY || *found == owner => *found = owner,
                    _ => *found = SEVERAL,
                }
            }
        }
        exact
            .into_iter()
            .zip(unclear)
            .map(|(exact, unclear)| if exact == NOBODY && unclear { SEVERAL } else { exact })
            .collect()
    }

    /// Sorts the customers by key and renumbers them.
    fn finish(mut self, files: &[File], bases: Vec<u32>) -> People {
        let key_of = |customer: u32| {
            let (at, code, _) = self.keys[customer as usize];
            files[at].shard.hot.key.map_or("", |key| files[at].shard.texts[key].text(code))
        };
        let mut order: Vec<(u64, u32)> = (0..self.keys.len() as u32)
            .map(|customer| (beginning(key_of(customer)), customer))
            .collect();
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| key_of(a.1).cmp(key_of(b.1))));
        let mut keys = Texts::default();
        let mut rank = vec![0; order.len()];
        for (new, &(_, old)) in order.iter().enumerate() {
            keys.push(key_of(old));
            rank[old as usize] = new as u32;
        }
        let renumber = |owners: &mut Vec<u32>| {
            owners
                .iter_mut()
                .filter(|owner| **owner < SEVERAL)
                .for_each(|owner| *owner = rank[*owner as usize])
        };
        self.of_key.iter_mut().for_each(renumber);
        let [mut emails, ..] = self.identities;
        renumber(&mut emails.owner);
        renumber(&mut self.aliases.owner);
        People { keys, of_key: self.of_key, bases, aliases: self.aliases, emails }
    }
}

/// The first eight bytes as a number that sorts like them.
fn beginning(text: &str) -> u64 {
    let mut bytes = [0; 8];
    let n = text.len().min(8);
    bytes[..n].copy_from_slice(&text.as_bytes()[..n]);
    u64::from_be_bytes(bytes)
}

/// E-mails, phones and documents of each made key of a file, each pair once.
fn identities(file: &File, made: &[bool]) -> [Vec<(u32, String)>; 3] {
    let mut all: [Vec<(u32, String)>; 3] = Default::default();
    for (kind, role) in IDENTITIES.into_iter().enumerate() {
        for (at, column) in file.shard.mapping.columns.iter().enumerate() {
            if column.role != role {
                continue;
            }
            let coded = &file.shard.texts[at];
            let mut pairs: Vec<(u32, u32)> = (0..file.shard.len())
                .filter(|&row| file.fate[row] == USED || file.fate[row] == fate(Reason::Cancelled))
                .map(|row| (file.key(row), coded.code(row)))
                .filter(|&(key, code)| code != 0 && made[key as usize])
                .collect();
            pairs.sort_unstable();
            pairs.dedup();
            let texts = pairs.into_iter().map(|(key, code)| (key, normal(role, coded.text(code))));
            all[kind].extend(texts.filter(|(_, text)| !text.is_empty()));
        }
    }
    all
}

/// Files whose customers are told apart by name alone.
pub fn note_names(files: &[File], notes: &mut Vec<Note>) {
    for file in files {
        let by_name = file
            .shard
            .hot
            .key
            .is_some_and(|key| file.shard.mapping.columns[key].role == Role::CustomerName);
        if by_name {
            notes.push(Note::KeyIsName { file: file.shard.file });
        }
    }
}
