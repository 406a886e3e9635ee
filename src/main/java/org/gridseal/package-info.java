/// The roof: starts what is embedded, wires the plain objects together, runs commands.
@NullMarked
package org.gridseal;

import org.jspecify.annotations.NullMarked;
