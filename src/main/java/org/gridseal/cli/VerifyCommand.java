package org.gridseal.cli;

import picocli.CommandLine.Command;

/// `verify`: checks what Gridseal recorded without trusting Gridseal.
@Command(
    name = "verify",
    description = "Checks the audit log without trusting the server.",
    subcommands = {VerifyLogCommand.class})
public final class VerifyCommand {}
