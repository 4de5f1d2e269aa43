//! Failures of the databases, as errors of this room.

use super::Error;

impl From<sqlx::Error> for Error {
    fn from(e: sqlx::Error) -> Self {
        use sqlx::Error as E;
        match &e {
            E::Database(d) if d.is_unique_violation() => Self::Taken,
            E::Database(d) => match d.code().as_deref() {
                // SQLite's primary codes are the low byte: BUSY 5, LOCKED 6, READONLY 8, IOERR 10, FULL 13, CANTOPEN 14.
                // PostgreSQL's classes: 08 connection, 53 resources, 57 intervention, 58 system; 40 a serialisation failure;
                // 25006 a read-only standby, 25P03 a transaction that stood still, 55P03 a lock that was waited for too long.
                Some(code) if is_passing(code, d.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some()) => {
                    Self::Unavailable(e.to_string())
                }
                _ => Self::Defect(e.to_string()),
            },
            E::Io(_)
            | E::PoolTimedOut
            | E::PoolClosed
            | E::WorkerCrashed
            | E::Tls(_)
            | E::Protocol(_)
            | E::BeginFailed => Self::Unavailable(e.to_string()),
            _ => Self::Defect(e.to_string()),
        }
    }
}

/// Returns whether an error code means that a later attempt may succeed.
fn is_passing(code: &str, sqlite: bool) -> bool {
    if sqlite {
        code.parse::<u32>().is_ok_and(|c| matches!(c & 0xff, 5 | 6 | 8 | 10 | 13 | 14))
    } else {
        ["25006", "25P03", "55P03"].contains(&code)
            || ["08", "40", "53", "57", "58"].iter().any(|class| code.starts_with(class))
    }
}
