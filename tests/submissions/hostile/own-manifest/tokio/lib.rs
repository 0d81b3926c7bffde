compile_error!("the wrong tokio");
