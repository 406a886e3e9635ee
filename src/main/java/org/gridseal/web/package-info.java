/// The JSON API and the pages, for people and systems that carry a bearer token.
@NullMarked
package org.gridseal.web;

import org.jspecify.annotations.NullMarked;
