//! Roles of the people and devices that act for a payee, and scopes of its API keys: what each of them may do.

/// A role at a payee. Every person or device that signs in has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum Role {
    /// Everything, including ways to be paid, keys and people.
    Owner,
    /// Makes and sees requests, and books money that arrived.
    Seller,
    /// Sees requests, and keeps the books: exports, statements, closes.
    Accountant,
}

/// Something that a role may or may not do. Each page and each call of the API needs one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    /// See requests and their payments.
    SeeRequests,
    /// Make, change, share, label, archive and cancel requests.
    MakeRequests,
    /// Say that money arrived or did not, and send money back.
    BookMoney,
    /// See books, exports and deliveries.
    SeeBooks,
    /// Import statements, deliver batches, close periods, set accounts.
    KeepBooks,
    /// Change settings, ways to be paid, keys, devices and people.
    Manage,
}

impl Role {
    /// All roles, the most powerful first.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Seller, Self::Accountant];

    /// Returns whether the role has a right. This is the one table of rights.
    pub fn may(self, right: Right) -> bool {
        match self {
            Self::Owner => true,
            Self::Seller => matches!(right, Right::SeeRequests | Right::MakeRequests | Right::BookMoney),
            Self::Accountant => matches!(right, Right::SeeRequests | Right::SeeBooks | Right::KeepBooks),
        }
    }
}

impl Role {
    /// The role's word in forms and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Seller => "seller",
            Self::Accountant => "accountant",
        }
    }

    /// Parses a role's word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// A scope of an API key: a part of the API that the key may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Read requests.
    RequestsRead,
    /// Make, change and cancel requests.
    RequestsWrite,
    /// Read payments.
    PaymentsRead,
    /// Record payments and send money back.
    PaymentsWrite,
    /// Read exports, batches, closes and statements.
    AccountingRead,
    /// Everything, including ways to be paid and what changes the books.
    Admin,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 6] = [
        Self::RequestsRead,
        Self::RequestsWrite,
        Self::PaymentsRead,
        Self::PaymentsWrite,
        Self::AccountingRead,
        Self::Admin,
    ];

    /// The scope's word in the API.
    pub fn word(self) -> &'static str {
        match self {
            Self::RequestsRead => "requests:read",
            Self::RequestsWrite => "requests:write",
            Self::PaymentsRead => "payments:read",
            Self::PaymentsWrite => "payments:write",
            Self::AccountingRead => "accounting:read",
            Self::Admin => "admin",
        }
    }

    /// Returns whether a key's scopes, words separated by spaces, allow this one. `admin` allows each, and no other implies another.
    pub fn is_in(self, scopes: &str) -> bool {
        scopes.split(' ').any(|word| word == self.word() || word == Self::Admin.word())
    }
}

/// The scopes of an API key: at least one, each once, in the order of [`Scope::ALL`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scopes(Vec<Scope>);

/// The error of words that are no scopes, or of which one stands twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown scopes")]
pub struct UnknownScope;

impl Scopes {
    /// Reads the words of scopes.
    ///
    /// # Errors
    /// [`UnknownScope`], also when there is none.
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Result<Self, UnknownScope> {
        let mut named: Vec<_> = words.into_iter().collect();
        let count = named.len();
        named.sort_unstable();
        named.dedup();
        let scopes: Vec<_> = Scope::ALL.into_iter().filter(|scope| named.contains(&scope.word())).collect();
        if scopes.is_empty() || scopes.len() != count { Err(UnknownScope) } else { Ok(Self(scopes)) }
    }

    /// The scopes.
    pub fn each(&self) -> impl Iterator<Item = Scope> {
        self.0.iter().copied()
    }

    /// The scopes' words.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.each().map(Scope::word)
    }
}

/// The words, separated by spaces, as they are stored.
impl std::fmt::Display for Scopes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words().collect::<Vec<_>>().join(" "))
    }
}

impl TryFrom<String> for Scopes {
    type Error = UnknownScope;

    fn try_from(stored: String) -> Result<Self, UnknownScope> {
        Self::of(stored.split(' '))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_owners_manage_and_nobody_else_does_both_sides() {
        for role in Role::ALL {
            assert!(role.may(Right::SeeRequests));
            assert_eq!(role.may(Right::Manage), role == Role::Owner);
            assert_eq!(role.may(Right::MakeRequests) && role.may(Right::KeepBooks), role == Role::Owner);
        }
    }

    #[test]
    fn a_scope_allows_itself_and_admin_allows_all() {
        for scope in Scope::ALL {
            assert!(scope.is_in("admin") && scope.is_in(scope.word()));
            assert!(!scope.is_in("") && !scope.is_in("requests") && !scope.is_in("administrator"));
            for other in Scope::ALL.into_iter().filter(|other| *other != scope && *other != Scope::Admin) {
                assert!(!scope.is_in(other.word()), "{} by {}", scope.word(), other.word());
            }
        }
    }

    #[test]
    fn scopes_are_read_and_stored_in_one_order() {
        let scopes = Scopes::of(["requests:write", "requests:read"]).expect("good");
        assert_eq!(scopes.to_string(), "requests:read requests:write");
        assert_eq!(Scopes::try_from(scopes.to_string()), Ok(scopes));
        assert_eq!(Scopes::of([]), Err(UnknownScope));
        for bad in [["", ""], ["admin", "admin"], ["admin", "x"], ["admin", "requests:read payments:read"]] {
            assert_eq!(Scopes::of(bad), Err(UnknownScope), "{bad:?}");
        }
    }

    #[test]
    fn a_role_is_parsed_from_its_word() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.word()), Some(role));
        }
        assert_eq!(Role::parse("admin"), None);
    }
}
