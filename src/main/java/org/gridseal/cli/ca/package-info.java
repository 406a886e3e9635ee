/// The acts of `gridseal ca`, as commands for scripts and as a guide for people.
@NullMarked
package org.gridseal.cli.ca;

import org.jspecify.annotations.NullMarked;
