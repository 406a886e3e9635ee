package org.gridseal.cli.bench;

import java.util.List;

/// A result: its components are what a program reads, its lines what a person does.
interface Printable {
  List<String> lines();
}
