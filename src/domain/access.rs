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
    fn a_role_is_parsed_from_its_word() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.word()), Some(role));
        }
        assert_eq!(Role::parse("admin"), None);
    }
}
