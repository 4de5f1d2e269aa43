//! A step of a request's timeline.

use crate::domain::clock::Timestamp;

/// The shape of a step's mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A ring.
    Plain,
    /// A dashed ring: something is awaited.
    Waiting,
    /// A square: money arrived.
    Paid,
    /// A bar: something went wrong.
    Failed,
}

impl Shape {
    /// The class of the mark.
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "is-made",
            Self::Waiting => "is-waiting",
            Self::Paid => "is-paid",
            Self::Failed => "is-failed",
        }
    }
}

/// A step of the timeline.
pub struct StepView {
    /// The time by which steps are ordered.
    pub at: Timestamp,
    pub shape: Shape,
    /// One sentence.
    pub text: String,
    /// The evidence and further facts, a sentence each.
    pub lines: Vec<String>,
    /// The payer's words.
    pub quote: Option<String>,
    /// The payee's note.
    pub note: Option<String>,
    /// The time in one word, in full, and as RFC 3339.
    pub when: [String; 3],
}

impl StepView {
    /// A step of one sentence. The timeline writes its time.
    pub fn new(at: Timestamp, shape: Shape, text: String) -> Self {
        Self { at, shape, text, lines: Vec::new(), quote: None, note: None, when: Default::default() }
    }
}
