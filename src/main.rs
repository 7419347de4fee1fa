//! The program: the real [`World`], one call of [`run`], the end of the process. Nothing else.
//!
//! Ctrl-C sets a flag that the work looks at between two steps. Whoever waits for an answer cannot look:
//! then, and on a second Ctrl-C, the cursor is shown again and the process ends with 130.

use std::process::exit;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use jzz::{World, run};

const INTERRUPTED: i32 = 130;

#[expect(clippy::disallowed_methods, reason = "the one place that ends the process")]
fn main() {
    let mut world = World::real();
    watch_for_interrupts(&world);
    let fault = world.fault.clone();
    std::panic::set_hook(Box::new(move |panic| {
        if let (Ok(mut fault), Some(place)) = (fault.lock(), panic.location()) {
            *fault = Some(place.to_string());
        }
    }));
    let args = World::arguments();
    let status = run(args, &mut world);
    exit(i32::from(status));
}

fn watch_for_interrupts(world: &World) {
    // A file that may not grow is a write that fails, to be told like a full disk, and no reason to be killed.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)));
    let (interrupted, waiting) = (world.interrupted.clone(), world.waiting.clone());
    // Without a handler Ctrl-C ends the process at once: the register stays whole all the same.
    let _ = ctrlc::set_handler(move || {
        if interrupted.swap(true, Ordering::SeqCst) {
            end_now(&waiting);
        }
        let waiting = waiting.clone();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(300));
            if waiting.load(Ordering::SeqCst) {
                end_now(&waiting);
            }
            // The contract gives an interrupted command three seconds.
            thread::sleep(Duration::from_millis(2_400));
            end_now(&waiting);
        });
    });
}

#[expect(clippy::disallowed_methods, reason = "an interrupted process ends without its main thread")]
fn end_now(waiting: &Arc<AtomicBool>) -> ! {
    if waiting.load(Ordering::SeqCst) {
        jzz::show_cursor();
    }
    exit(INTERRUPTED);
}
