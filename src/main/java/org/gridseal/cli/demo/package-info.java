/// The main job, step by step, over the real wire: what `./gridseal demo` shows.
@NullMarked
package org.gridseal.cli.demo;

import org.jspecify.annotations.NullMarked;
