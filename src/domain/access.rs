//! Roles of the people and devices that act for a payee, and what each role may do.

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
}
