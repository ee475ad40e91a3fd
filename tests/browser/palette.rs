//! Small PNG files for the manual: pictures of pages have few colours, so 256 will do.

use std::collections::BTreeMap;

/// The most colours of an indexed picture.
const COLOURS: usize = 256;

type Rgb = [u8; 3];

/// A screenshot with its most frequent colours alone; others become the nearest of them.
pub fn reduced(screenshot: &[u8]) -> Result<Vec<u8>, String> {
    let (pixels, width, height) = decoded(screenshot)?;
    let mut counts = BTreeMap::<Rgb, usize>::new();
    for pixel in &pixels {
        *counts.entry(*pixel).or_default() += 1;
    }
    let mut colours: Vec<(usize, Rgb)> = counts.into_iter().map(|(rgb, n)| (n, rgb)).collect();
    colours.sort_unstable_by(|a, b| b.cmp(a));
    let palette: Vec<Rgb> = colours.iter().take(COLOURS).map(|(_, rgb)| *rgb).collect();
    let nearest: BTreeMap<Rgb, u8> = colours
        .iter()
        .map(|(_, rgb)| (*rgb, nearest(&palette, *rgb)))
        .collect();
    let indices: Vec<u8> = pixels.iter().map(|pixel| nearest[pixel]).collect();
    encoded(&indices, &palette, width, height).map_err(|error| error.to_string())
}

/// The pixels of a PNG file with eight bits a channel, without transparency.
fn decoded(file: &[u8]) -> Result<(Vec<Rgb>, u32, u32), String> {
    let decoder = png::Decoder::new(std::io::Cursor::new(file));
    let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
    let size = reader.output_buffer_size().ok_or("the picture is large")?;
    let mut bytes = vec![0; size];
    let info = reader
        .next_frame(&mut bytes)
        .map_err(|error| error.to_string())?;
    let channels = match (info.color_type, info.bit_depth) {
        (png::ColorType::Rgb, png::BitDepth::Eight) => 3,
        (png::ColorType::Rgba, png::BitDepth::Eight) => 4,
        other => return Err(format!("a screenshot is not {other:?}")),
    };
    let pixels = bytes[..info.buffer_size()].chunks_exact(channels);
    let pixels = pixels.map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    Ok((pixels, info.width, info.height))
}

/// The place in the palette of the colour that differs least.
fn nearest(palette: &[Rgb], colour: Rgb) -> u8 {
    let distance = |other: &Rgb| -> u32 {
        let channels = colour.iter().zip(other);
        channels
            .map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2))
            .sum()
    };
    let places = palette.iter().zip(0u8..=u8::MAX);
    let best = places.min_by_key(|(other, _)| distance(other));
    best.expect("a picture has a colour").1
}

fn encoded(
    indices: &[u8],
    palette: &[Rgb],
    width: u32,
    height: u32,
) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(indices)?;
    writer.finish()?;
    Ok(file)
}
