package org.gridseal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.document.BrokenDocumentException.Problem;
import org.gridseal.policy.Controls.Wan.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an address says of the way by which a device comes.
class AccessNetworksTest {
  private static final String FILE =
      """
      networks:
        - name: field-vpn
          says: addresses of gateways at sites
          path: vpn
          ranges: [10.20.0.0/16, 2001:db8:20::/48]
        - name: modems
          says: SIM cards on the private access point
          path: private-apn
          ranges: [10.64.0.0/10]
        - name: feeder-1
          says: lines of two shops
          path: ip-allow-list
          ranges: [203.0.113.7, 10.64.0.9]
          scope: { feeders: [F1] }
      """;

  private final AccessNetworks networks = parse(FILE);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "10.20.1.1,      VPN",
    "2001:db8:20::1, VPN",
    "10.64.0.8,      PRIVATE_APN",
  })
  void tellTheWayOfAnAddress(String address, Path path) {
    assertThat(pathsOf(address, "F2")).containsExactlyInAnyOrder(Path.PUBLIC_INTERNET, path);
  }

  @Test
  void knowNothingElseThanThePublicInternet() {
    assertThat(pathsOf("198.51.100.1", "F1")).containsExactly(Path.PUBLIC_INTERNET);
    assertThat(AccessNetworks.NONE.pathsOf(InetAddress.ofLiteral("10.20.1.1"), Setting.NONE))
        .containsExactly(Path.PUBLIC_INTERNET);
  }

  @Test
  void areForTheSitesOfTheirScope() {
    assertThat(pathsOf("203.0.113.7", "F1")).contains(Path.IP_ALLOW_LIST);
    assertThat(pathsOf("203.0.113.7", "F2")).containsExactly(Path.PUBLIC_INTERNET);
  }

  @Test
  void giveAnAddressEveryPathThatItIsIn() {
    assertThat(pathsOf("10.64.0.9", "F1")).contains(Path.IP_ALLOW_LIST, Path.PRIVATE_APN);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "10.20.0.0/16 | 10.20.0.1/16 | 5 | /networks/0/ranges/0",
        "10.64.0.0/10 | 10.64.0.0/33 | 9 | /networks/1/ranges/0",
      })
  void refuseARangeThatIsNone(String range, String none, int line, String place) {
    assertThat(problemsOf(FILE.replace(range, none)))
        .containsExactly(
            new Problem(
                line,
                place,
                "no range such as 10.20.0.0/16 or 2001:db8:20::/48, whose bits beyond the prefix"
                    + " are 0"));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "path: vpn | path: public-internet",
        "path: vpn | path: tunnel",
        "10.20.0.0/16 | vpn.example.com",
        "scope: { feeders: [F1] } | scope: {}",
      })
  void refuseWhatTheSchemaDoesNotKnow(String before, String after) {
    assertThat(problemsOf(FILE.replace(before, after))).isNotEmpty();
  }

  private Set<Path> pathsOf(String address, String feeder) {
    return networks.pathsOf(
        InetAddress.ofLiteral(address), new Setting("", feeder, List.of(), List.of()));
  }

  private static AccessNetworks parse(String yaml) {
    return AccessNetworks.parse(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Problem> problemsOf(String yaml) {
    return catchThrowableOfType(BrokenDocumentException.class, () -> parse(yaml)).problems();
  }
}
