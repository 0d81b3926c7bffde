//! The package that the programs in `cases/` are compiled in. None of them compiles; what the compiler
//! says of each stands beside it.
