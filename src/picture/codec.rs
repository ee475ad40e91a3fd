//! Codecs of JPEG, PNG and WebP, with limits of memory.
//!
//! Decoders are pure Rust, because their input is untrusted. No encoder in Rust writes lossy WebP
//! of equal quality, so libwebp is compiled in; its input is only pixels from our own decoders.

use std::io::Cursor;

use image_webp::WebPDecoder;
use jpeg_encoder::{ColorType as JpegColor, Encoder as JpegEncoder, SamplingFactor};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use super::raster::Raster;
use super::strip::{Profile, with_profile};
use super::{MAX_PIXELS, PictureError, PictureFormat, pixels};

/// The maximum number of bytes that a decoder may use in addition to its output.
const MAX_EXTRA_MEMORY: usize = 1 << 30;

/// The quality of lossy WebP, 0 to 100.
const WEBP_QUALITY: f32 = 80.0;

/// Decodes a picture, or its first frame if it is animated.
///
/// # Errors
///
/// If the picture cannot be decoded completely within the limits.
pub fn decode(format: PictureFormat, bytes: &[u8]) -> Result<Raster, PictureError> {
    match format {
        PictureFormat::Png => decode_png(bytes),
        PictureFormat::Webp => decode_webp(bytes),
        _ => decode_jpeg(bytes),
    }
}

/// Encodes a picture as JPEG or PNG; `None` if it is too large for the format.
pub fn encode(
    format: PictureFormat,
    raster: &Raster,
    quality: u8,
    profile: Option<&Profile>,
) -> Option<Vec<u8>> {
    match format {
        PictureFormat::Png => encode_png(raster, profile),
        _ => encode_jpeg(raster, quality, profile),
    }
}

/// Encodes a picture as WebP. If neighbouring pixels are often equal, a lossless encoding is used
/// if it is smaller. Returns `None` if a side is longer than WebP allows.
pub fn webp(raster: &Raster, profile: Option<&Profile>) -> Option<Vec<u8>> {
    let encoder = if raster.alpha {
        webp::Encoder::from_rgba(&raster.samples, raster.width, raster.height)
    } else {
        webp::Encoder::from_rgb(&raster.samples, raster.width, raster.height)
    };
    let lossy = encoder.encode_simple(false, WEBP_QUALITY).ok()?;
    let best = if is_flat(raster) {
        let exact = encoder.encode_simple(true, 75.0).ok()?;
        if exact.len() < lossy.len() {
            exact
        } else {
            lossy
        }
    } else {
        lossy
    };
    match profile {
        Some(profile) => with_profile(&best, profile),
        None => Some(best.to_vec()),
    }
}

/// Whether neighbouring pixels are often equal, as in diagrams, maps and screenshots, and seldom in
/// photographs.
fn is_flat(raster: &Raster) -> bool {
    let depth = if raster.alpha { 4 } else { 3 };
    let pixels = raster.samples.len() / depth;
    let alike = raster
        .samples
        .chunks_exact(depth)
        .zip(raster.samples.chunks_exact(depth).skip(1))
        .filter(|(one, next)| one == next)
        .count();
    alike * 2 > pixels
}

fn decode_jpeg(bytes: &[u8]) -> Result<Raster, PictureError> {
    let side = usize::from(u16::MAX);
    let options = DecoderOptions::default()
        .set_use_unsafe(false)
        .set_max_width(side)
        .set_max_height(side)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder
        .decode_headers()
        .map_err(|_| PictureError::Damaged)?;
    let info = decoder.info().ok_or(PictureError::Damaged)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    within_limits(width, height)?;
    let samples = decoder.decode().map_err(|_| PictureError::Damaged)?;
    raster(width, height, samples, 3)
}

fn decode_png(bytes: &[u8]) -> Result<Raster, PictureError> {
    let limits = png::Limits {
        bytes: MAX_EXTRA_MEMORY,
    };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(|_| PictureError::Damaged)?;
    let (width, height) = (reader.info().width, reader.info().height);
    within_limits(width, height)?;
    let mut samples = vec![0; reader.output_buffer_size().ok_or(PictureError::Damaged)?];
    let frame = reader
        .next_frame(&mut samples)
        .map_err(|_| PictureError::Damaged)?;
    samples.truncate(frame.buffer_size());
    let depth = frame.color_type.samples();
    if (frame.width, frame.height) != (width, height) {
        return Err(PictureError::Damaged);
    }
    raster(width, height, samples, depth)
}

fn decode_webp(bytes: &[u8]) -> Result<Raster, PictureError> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|_| PictureError::Damaged)?;
    decoder.set_memory_limit(MAX_EXTRA_MEMORY);
    let (width, height) = decoder.dimensions();
    within_limits(width, height)?;
    let depth = if decoder.has_alpha() { 4 } else { 3 };
    let mut samples = vec![0; decoder.output_buffer_size().ok_or(PictureError::Damaged)?];
    decoder
        .read_image(&mut samples)
        .map_err(|_| PictureError::Damaged)?;
    raster(width, height, samples, depth)
}

/// Checks the size that a decoder reads, which may differ from the size in the stripped file.
fn within_limits(width: u32, height: u32) -> Result<(), PictureError> {
    match pixels(width, height) {
        0 => Err(PictureError::Damaged),
        pixels if pixels > MAX_PIXELS => Err(PictureError::TooLarge(width, height)),
        _ => Ok(()),
    }
}

/// Converts samples to RGB or RGBA. Grey is expanded, and opaque alpha dropped.
fn raster(width: u32, height: u32, samples: Vec<u8>, depth: usize) -> Result<Raster, PictureError> {
    let count = usize::try_from(pixels(width, height)).map_err(|_| PictureError::Damaged)?;
    if samples.len() != count * depth {
        return Err(PictureError::Damaged);
    }
    let alpha = matches!(depth, 2 | 4)
        && samples
            .chunks_exact(depth)
            .any(|pixel| pixel[depth - 1] != u8::MAX);
    let samples = match (depth, alpha) {
        (1, _) => samples.iter().flat_map(|grey| [*grey; 3]).collect(),
        (2, false) => samples
            .chunks_exact(2)
            .flat_map(|pixel| [pixel[0]; 3])
            .collect(),
        (2, true) => samples
            .chunks_exact(2)
            .flat_map(|pixel| [pixel[0], pixel[0], pixel[0], pixel[1]])
            .collect(),
        (4, false) => samples
            .chunks_exact(4)
            .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
            .collect(),
        _ => samples,
    };
    Ok(Raster {
        width,
        height,
        alpha,
        samples,
    })
}

fn encode_jpeg(raster: &Raster, quality: u8, profile: Option<&Profile>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    if let Some(profile) = profile {
        encoder.add_icc_profile(&profile.bytes).ok()?;
    }
    let (width, height) = (
        u16::try_from(raster.width).ok()?,
        u16::try_from(raster.height).ok()?,
    );
    encoder
        .encode(&raster.samples, width, height, JpegColor::Rgb)
        .ok()?;
    Some(bytes)
}

fn encode_png(raster: &Raster, profile: Option<&Profile>) -> Option<Vec<u8>> {
    let mut info = png::Info::with_size(raster.width, raster.height);
    info.bit_depth = png::BitDepth::Eight;
    info.color_type = if raster.alpha {
        png::ColorType::Rgba
    } else {
        png::ColorType::Rgb
    };
    info.icc_profile = profile.map(|profile| profile.bytes.as_slice().into());
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::with_info(&mut bytes, info).ok()?;
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&raster.samples).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}
