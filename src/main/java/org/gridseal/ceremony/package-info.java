/// How CAs come into being, take over from each other and end: acts of people, each with a signed
/// record, and the folder in which the outcome stands.
@NullMarked
package org.gridseal.ceremony;

import org.jspecify.annotations.NullMarked;
