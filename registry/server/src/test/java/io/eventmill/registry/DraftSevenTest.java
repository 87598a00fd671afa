package io.eventmill.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DraftSevenTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'prefixItems':[{}],'items':false} | {'items':[{}],'additionalItems':false}",
        "{'items':{'prefixItems':[true]}} | {'items':{'items':[true]}}",
        "{'dependentRequired':{'a':['b']}} | {'dependencies':{'a':['b']}}",
        "{'dependentSchemas':{'a':{'$anchor':'x'}}} | {'dependencies':{'a':{'$id':'#x'}}}",
        "{'dependentRequired':{'a':['b']},'dependentSchemas':{'c':{}}} | {'dependencies':{'a':['b'],'c':{}}}",
        "{'properties':{'prefixItems':{'$dynamicRef':'#'}}} | {'properties':{'prefixItems':{'$ref':'#'}}}",
        "{'$schema':'https://json-schema.org/draft/2020-12/schema'} | {}",
        "{'$schema':'http://json-schema.org/draft-04/schema#'} | {'$schema':'http://json-schema.org/draft-04/schema#'}",
        "{'const':{'prefixItems':1},'enum':[{'$anchor':'a'}]} | {'const':{'prefixItems':1},'enum':[{'$anchor':'a'}]}",
        "true | true",
      })
  void saysTheSameInOlderWords(String newer, String older) throws Exception {
    assertThat(DraftSeven.of(JSON.readTree(newer.replace('\'', '"'))))
        .isEqualTo(JSON.readTree(older.replace('\'', '"')));
  }
}
