package org.gridseal.cli.wan;

import java.time.Duration;

/// What a line does to what passes, in each direction alike but for the rate.
///
/// @param delay one way
/// @param loss share of packets that vanish, 0 to 1
/// @param uplink bits a second from the far end to us
/// @param downlink bits a second from us to the far end
/// @param mtu octets of the largest IP packet
public record Conditions(Duration delay, double loss, long uplink, long downlink, int mtu) {}
