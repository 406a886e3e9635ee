/// Documents that people write for us: YAML, held against a JSON Schema, so that a mistake is found
/// when it is made and is shown with its line.
@NullMarked
package org.gridseal.document;

import org.jspecify.annotations.NullMarked;
