package org.gridseal.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DerType;
import org.gridseal.site.Voltage;

/// What is so of a site or an aggregator, as text, so that it can be kept: JSON with sizes in VA,
/// voltages in tenths of a volt, units as pairs of type (IEEE 2030.5 `DERType`) and size. It is the
/// same at each question about it, until something changes there; what is so of one question only,
/// [QuestionMembers] tells.
public final class FactsText {
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private FactsText() {}

  /// The same applicant is always the same text.
  public static String write(Applicant applicant) {
    ObjectNode json = NODES.objectNode();
    json.set("site", site(applicant.site()));
    applicant.fleet().ifPresent(fleet -> json.set("fleet", fleet(fleet)));
    return json.toString();
  }

  /// The inverse of [#write].
  ///
  /// @throws IllegalArgumentException if it is no such text
  public static Applicant read(String text) {
    JsonNode json = parse(text);
    return new Applicant(
        site(json.required("site")), Optional.ofNullable(json.get("fleet")).map(FactsText::fleet));
  }

  /// Reads what `site_setting` in the database says of a site.
  ///
  /// @throws IllegalArgumentException if it is no such text
  public static Setting setting(String text) {
    return setting(parse(text));
  }

  private static ObjectNode site(Connection site) {
    ObjectNode json =
        NODES
            .objectNode()
            .put("size", site.size().voltAmperes())
            .put("voltage", site.voltage().decivolts());
    json.set("setting", setting(site.setting()));
    return json;
  }

  private static Connection site(JsonNode json) {
    return new Connection(
        new ApparentPower(json.required("size").longValue()),
        new Voltage(json.required("voltage").longValue()),
        setting(json.required("setting")));
  }

  private static ObjectNode setting(Setting setting) {
    ObjectNode json =
        NODES.objectNode().put("utility", setting.utility()).put("feeder", setting.feeder());
    json.set("profiles", texts(setting.profiles()));
    ArrayNode units = json.putArray("units");
    setting
        .units()
        .forEach(unit -> units.addArray().add(unit.type().code()).add(unit.size().voltAmperes()));
    return json;
  }

  private static Setting setting(JsonNode json) {
    return new Setting(
        json.required("utility").textValue(),
        json.required("feeder").textValue(),
        texts(json.required("profiles")),
        StreamSupport.stream(json.required("units").spliterator(), false)
            .map(
                unit ->
                    new UnitFacts(
                        DerType.ofCode(unit.required(0).intValue()).orElseThrow(),
                        new ApparentPower(unit.required(1).longValue())))
            .toList());
  }

  private static ObjectNode fleet(Fleet fleet) {
    ObjectNode json =
        NODES.objectNode().put("sites", fleet.sites()).put("size", fleet.size().voltAmperes());
    fleet.highest().ifPresent(highest -> json.set("highest", site(highest)));
    return json;
  }

  private static Fleet fleet(JsonNode json) {
    return new Fleet(
        json.required("sites").intValue(),
        new ApparentPower(json.required("size").longValue()),
        Optional.ofNullable(json.get("highest")).map(FactsText::site));
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode json = NODES.arrayNode();
    texts.forEach(json::add);
    return json;
  }

  private static List<String> texts(JsonNode json) {
    return StreamSupport.stream(json.spliterator(), false).map(JsonNode::textValue).toList();
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no facts of a question", e);
    }
  }
}
