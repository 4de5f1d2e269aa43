//! The pictures of the app's icon, for home screens. They are drawn when one is first asked for.

use std::sync::OnceLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::share::icon;

/// The colour of the table that pages lie on, in light themes.
pub const PAPER: &str = "#F1EFE9";

/// A picture of the icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppIcon {
    /// The smaller one of the two sizes that browsers ask for.
    Small,
    /// The larger one.
    Large,
    /// The larger one for devices that cut icons to a shape of theirs.
    Maskable,
    /// The one for home screens of Apple's.
    Touch,
}

static DRAWN: [OnceLock<Vec<u8>>; 4] = [const { OnceLock::new() }; 4];

impl AppIcon {
    /// All pictures.
    pub const ALL: [Self; 4] = [Self::Small, Self::Large, Self::Maskable, Self::Touch];

    /// The file's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "icon-192.png",
            Self::Large => "icon-512.png",
            Self::Maskable => "icon-maskable-512.png",
            Self::Touch => "icon-180.png",
        }
    }

    /// The width and height, in pixels.
    pub fn size(self) -> u16 {
        match self {
            Self::Small => 192,
            Self::Large | Self::Maskable => 512,
            Self::Touch => 180,
        }
    }

    /// The path of the file.
    pub fn url(self) -> String {
        format!("/static/{}", self.name())
    }

    #[expect(clippy::expect_used, reason = "without a picture the app would be installed with none")]
    fn picture(self) -> &'static [u8] {
        let (ground, kept) = match self {
            Self::Small => (None, &DRAWN[0]),
            Self::Large => (None, &DRAWN[1]),
            Self::Maskable => (Some(PAPER), &DRAWN[2]),
            Self::Touch => (Some(PAPER), &DRAWN[3]),
        };
        kept.get_or_init(|| icon::draw(self.size(), ground).expect("the icon is a drawing of ours"))
    }

    /// Answers with the picture.
    pub fn serve(self) -> Response {
        let headers = [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "public, max-age=86400")];
        (headers, self.picture()).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ground_is_the_table_of_the_pages() {
        assert!(include_str!("../../../static/chit.css").contains(PAPER));
        assert!(include_str!("../../../templates/layout.html").contains(&format!("content=\"{PAPER}\"")));
    }
}
