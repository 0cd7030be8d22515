//! Files → documents.
