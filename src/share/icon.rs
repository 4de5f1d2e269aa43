//! The app's icon as pictures of fixed sizes, drawn of the one that browsers show in their tabs.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// The icon, 32 units wide and high.
const DRAWING: &str = include_str!("../../static/icon.svg");

/// Reasons why the icon can't be drawn, which would be defects.
#[derive(Debug, thiserror::Error)]
pub enum IconError {
    /// The drawing can't be read.
    #[error(transparent)]
    Drawing(#[from] resvg::usvg::Error),
    /// There is no memory for the canvas.
    #[error("no canvas")]
    Canvas,
    /// The picture can't be written.
    #[error(transparent)]
    Picture(#[from] png::EncodingError),
}

/// Draws the icon as a PNG of `size` by `size` pixels. With a `ground`, the picture is covered by that colour and the icon is smaller, so
/// that nothing of it is lost where a device cuts the corners off: it stays within the circle that is safe for maskable icons.
///
/// # Errors
/// [`IconError`], which would indicate a defect.
pub fn draw(size: u16, ground: Option<&str>) -> Result<Vec<u8>, IconError> {
    let drawing = match ground {
        Some(colour) => {
            let ground = format!("viewBox=\"-8 -8 48 48\"><path d=\"M-8-8h48v48h-48z\" fill=\"{colour}\"/>");
            DRAWING.replacen("viewBox=\"0 0 32 32\">", &ground, 1)
        }
        None => DRAWING.to_owned(),
    };
    let sized = drawing.replacen("<svg ", &format!("<svg width=\"{size}\" height=\"{size}\" "), 1);
    let tree = Tree::from_str(&sized, &Options::default())?;
    let mut canvas = Pixmap::new(size.into(), size.into()).ok_or(IconError::Canvas)?;
    resvg::render(&tree, Transform::identity(), &mut canvas.as_mut());
    let mut picture = Vec::new();
    let mut encoder = png::Encoder::new(&mut picture, size.into(), size.into());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_compression(png::Compression::High);
    encoder.write_header()?.write_image_data(&canvas.take_demultiplied())?;
    Ok(picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The colour and opacity of a point, in hundredths of the picture's width and height.
    fn point(picture: &[u8], x: usize, y: usize) -> [u8; 4] {
        let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut pixels).expect("pixels");
        let side = usize::try_from(info.width).expect("small");
        let at = (y * side / 100 * side + x * side / 100) * 4;
        pixels[at..at + 4].try_into().expect("four bytes")
    }

    #[test]
    fn an_icon_is_clear_around_and_white_inside() {
        let picture = draw(192, None).expect("a picture");
        assert_eq!(point(&picture, 1, 1)[3], 0);
        assert_eq!(point(&picture, 50, 40), [255; 4]);
    }

    #[test]
    fn on_a_ground_it_covers_the_picture_and_stays_in_the_safe_circle() {
        let ground = [0xF1, 0xEF, 0xE9, 255];
        let picture = draw(512, Some("#F1EFE9")).expect("a picture");
        for (x, y) in [(1, 1), (99, 1), (1, 99), (99, 99), (50, 10), (50, 90), (12, 50), (22, 18)] {
            assert_eq!(point(&picture, x, y), ground, "{x} {y}");
        }
        assert_eq!(point(&picture, 50, 42), [255; 4]);
    }
}
