//! Puts the index into the engine's WebAssembly module, and finds it there again.
//!
//! A custom section may stand anywhere in a module and is skipped by whoever
//! does not know its name, so the engine is compiled once and every index is
//! appended to it: no linker, no patching of memory. JavaScript reads it by
//! `WebAssembly.Module.customSections(module, "findling.index")`.

use std::ops::Range;

use wasm_encoder::{Encode, SectionId};
use wasmparser::{Parser, Payload};

use crate::{Error, Result};

/// Name of the custom section that holds the index.
pub(crate) const SECTION: &str = "findling.index";

/// Length of a module's magic and version, which come before its sections.
const PREAMBLE: usize = 8;

/// The engine's module with the index in it; an index that was there before is replaced.
///
/// # Errors
/// [`ErrorKind::Damaged`](crate::ErrorKind::Damaged) if `engine` is no WebAssembly module, [`ErrorKind::Limit`](crate::ErrorKind::Limit)
/// if the index is too long for a section.
pub(crate) fn place(engine: &[u8], index: &[u8]) -> Result<Vec<u8>> {
    let mut module = before(engine, index.len())?;
    module.extend(index);
    Ok(module)
}

/// What stands before an index of `length` bytes, with which the module ends.
///
/// # Errors
/// As [`place`].
pub(crate) fn before(engine: &[u8], length: usize) -> Result<Vec<u8>> {
    // The section's size counts its name too.
    let limit = u64::from(u32::MAX) - 64;
    if length as u64 > limit {
        let what = "bytes of an index inside a WebAssembly module";
        return Err(Error::limit(what, limit, length as u64));
    }
    let mut module = without_index(engine)?;
    let mut name = Vec::new();
    SECTION.encode(&mut name);
    SectionId::Custom.encode(&mut module);
    (name.len() + length).encode(&mut module);
    module.extend(name);
    Ok(module)
}

/// The index in a module.
///
/// # Errors
/// [`ErrorKind::Damaged`](crate::ErrorKind::Damaged) if `module` is no WebAssembly module or holds no index.
pub(crate) fn read(module: &[u8]) -> Result<&[u8]> {
    for payload in payloads(module) {
        if let Payload::CustomSection(section) = payload?
            && section.name() == SECTION
        {
            return Ok(section.data());
        }
    }
    Err(Error::damaged(
        format_args!("a section {SECTION} in the module"),
        format_args!("a module without one"),
    ))
}

/// A copy of the module that leaves out every section with an index.
fn without_index(module: &[u8]) -> Result<Vec<u8>> {
    let mut copy = Vec::with_capacity(module.len());
    let mut end = PREAMBLE;
    copy.extend(module.iter().take(PREAMBLE));
    for payload in payloads(module) {
        let payload = payload?;
        let Some((_, contents)) = payload.as_section() else { continue };
        let section = Range { start: end, end: usize::try_from(contents.end).unwrap_or(end) };
        end = section.end;
        if !matches!(&payload, Payload::CustomSection(custom) if custom.name() == SECTION) {
            copy.extend(module.get(section).unwrap_or_default());
        }
    }
    Ok(copy)
}

fn payloads(module: &[u8]) -> impl Iterator<Item = Result<Payload<'_>>> {
    Parser::new(0).parse_all(module).map(|payload| {
        payload.map_err(|error| {
            Error::damaged(
                format_args!("a whole WebAssembly module"),
                format_args!("{} bytes that are none ({error})", module.len()),
            )
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CodeSection, CustomSection, Function, FunctionSection, Module, TypeSection, ValType,
    };

    /// A module with a function, so that sections of several kinds are kept.
    fn engine() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut code = CodeSection::new();
        let mut body = Function::new([]);
        body.instructions().i32_const(7).end();
        code.function(&body);
        let mut module = Module::new();
        let name = CustomSection { name: "other".into(), data: b"kept".as_slice().into() };
        module.section(&types).section(&name).section(&functions).section(&code);
        module.finish()
    }

    #[test]
    fn what_is_placed_is_read() -> Result<()> {
        for index in [b"".as_slice(), b"index", &[7; 70_000]] {
            let module = place(&engine(), index)?;
            assert_eq!(read(&module)?, index);
            assert!(module.starts_with(&engine()), "the engine is kept as it is");
        }
        Ok(())
    }

    #[test]
    fn an_index_is_replaced() -> Result<()> {
        let once = place(&engine(), b"old")?;
        assert_eq!(place(&once, b"new")?, place(&engine(), b"new")?);
        // Also where a tool moved the section before others.
        let mut moved = Module::new();
        moved.section(&CustomSection { name: SECTION.into(), data: b"old".as_slice().into() });
        let mut moved = moved.finish();
        moved.extend(&engine()[PREAMBLE..]);
        assert_eq!(place(&moved, b"new")?, place(&engine(), b"new")?);
        Ok(())
    }

    #[test]
    fn what_is_no_module_is_refused() {
        let cases: [&[u8]; 5] =
            [b"", b"\0as", b"<!doctype html>", b"\0asm\x01\0\0\0\x0b", &engine()[..20]];
        for bytes in cases {
            let error = place(bytes, b"index").expect_err("not a module").to_string();
            assert!(error.contains("WebAssembly module"), "{error}");
            assert!(read(bytes).is_err(), "{bytes:?}");
        }
        let error = read(&engine()).expect_err("no index").to_string();
        assert!(error.contains(SECTION), "{error}");
    }
}
