package org.gridseal.web;

import java.util.List;

/// An edition of the policy that waits, as the page shows it.
///
/// @param differences of the files
/// @param more how many differences are not shown
/// @param moves sites that would be in another tier, in sentences
/// @param duties what sites would have to do, in sentences
/// @param prices what a month would cost; only where it would cost another sum
/// @param agreed how many people have agreed, in a sentence
/// @param agrees whether this person may agree now
/// @param mine whether this person has
record WaitingPolicy(
    String edition,
    List<String> differences,
    int more,
    String sites,
    List<String> moves,
    List<String> duties,
    List<Price> prices,
    String agreed,
    boolean agrees,
    boolean mine) {

  /// All sites on one network with one plan.
  record Price(String network, String plan, String now, String then) {}
}
