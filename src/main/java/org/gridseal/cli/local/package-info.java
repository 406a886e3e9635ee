/// What `./gridseal up` puts around the service on one machine: a data directory that one process
/// owns, a PostgreSQL, a Keycloak, secrets, people to log in as.
///
/// Nothing here is used in production.
@NullMarked
package org.gridseal.cli.local;

import org.jspecify.annotations.NullMarked;
