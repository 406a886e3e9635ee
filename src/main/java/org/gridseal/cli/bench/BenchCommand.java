package org.gridseal.cli.bench;

import picocli.CommandLine.Command;

/// `bench`: measurements that later work can be compared with.
@Command(
    name = "bench",
    description =
        "Measures this machine and this build, with a PostgreSQL and a service of its own.",
    subcommands = {BenchEnrollCommand.class, BenchCrashCommand.class})
public final class BenchCommand {}
